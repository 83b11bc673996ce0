// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One watch: a stream of lines, each an event. Starts at the revision that the client gives, or with all objects as
 * they are; ends when its time is over, the server stops, or history that it needs is forgotten (an ERROR event with
 * 410, as the real server's watch cache tells it).
 */
final class WatchStream {
    private static final Duration BOOKMARK_PERIOD = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long DEFAULT_SECONDS = 1_800;

    private final ObjectStore store;
    private final ResourcePath path;
    private final ApiRequest request;
    private final Predicate<JsonObject> selection;
    private final OutputStream out;
    private long revision;

    WatchStream(ObjectStore store, ResourcePath path, ApiRequest request, OutputStream out) {
        this.store = store;
        this.path = path;
        this.request = request;
        this.selection = Lists.selection(path, request)
                .and(object -> path.name().isEmpty() || path.name().equals(Json.text(object, "metadata", "name")));
        this.out = out;
    }

    void run(BooleanSupplier isOpen) throws IOException, InterruptedException {
        try {
            start();
            stream(isOpen);
        } catch (ApiFailure e) {
            send("ERROR", e.toStatus());
        }
    }

    private void start() throws IOException {
        String from = request.parameter("resourceVersion");
        boolean isInitial = request.isSet("sendInitialEvents");
        if (!isInitial && !from.isEmpty() && !from.equals("0")) {
            revision = parsed(from);
            return;
        }
        ObjectStore.Snapshot snapshot = store.list(path.type());
        for (JsonObject object : snapshot.objects()) {
            if (selection.test(object)) {
                send("ADDED", object);
            }
        }
        revision = snapshot.revision();
        if (isInitial && request.isSet("allowWatchBookmarks")) {
            JsonObject end = bookmark();
            Json.ensure(end, "metadata", "annotations").addProperty("k8s.io/initial-events-end", "true");
            send("BOOKMARK", end);
        }
    }

    private void stream(BooleanSupplier isOpen) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds()).toNanos();
        long nextBookmark = System.nanoTime() + BOOKMARK_PERIOD.toNanos();
        while (isOpen.getAsBoolean() && System.nanoTime() < end) {
            for (Change change : store.awaitAfter(revision, PATIENCE)) {
                revision = change.revision();
                if (change.type().id().equals(path.type().id())) {
                    tell(change);
                }
            }
            if (System.nanoTime() > nextBookmark && request.isSet("allowWatchBookmarks")) {
                send("BOOKMARK", bookmark());
                nextBookmark = System.nanoTime() + BOOKMARK_PERIOD.toNanos();
            }
        }
    }

    /** A change as this watch sees it: an object that leaves the selection is deleted for it, one that enters is new. */
    private void tell(Change change) throws IOException {
        JsonObject before = selected(change.before());
        JsonObject after = selected(change.after());
        if (after != null) {
            send(before == null ? "ADDED" : "MODIFIED", after);
        } else if (before != null) {
            JsonObject gone = before.deepCopy();
            Json.metadata(gone).addProperty("resourceVersion", Long.toString(change.revision()));
            send("DELETED", gone);
        }
    }

    private @Nullable JsonObject selected(@Nullable JsonObject object) {
        return object != null && selection.test(object) ? object : null;
    }

    private JsonObject bookmark() {
        var bookmark = new JsonObject();
        bookmark.addProperty("kind", path.type().kind());
        bookmark.addProperty("apiVersion", path.type().apiVersion());
        Json.metadata(bookmark).addProperty("resourceVersion", Long.toString(revision));
        return bookmark;
    }

    private void send(String type, JsonObject object) throws IOException {
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("object", object);
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private long seconds() {
        String given = request.parameter("timeoutSeconds");
        return given.isEmpty() ? DEFAULT_SECONDS : parsed(given);
    }

    private static long parsed(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("a number was expected, was: " + number);
        }
    }
}
