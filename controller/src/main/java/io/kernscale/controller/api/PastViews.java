// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.LoopView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API told within the last hour, packed. A view every ten seconds while there is room; when the packed views
 * outgrow it every second one of them is dropped, so that the hour stays whole and only becomes coarser. Thread-safe.
 */
public final class PastViews {
    /** How far back {@code ?at=} reaches. */
    static final Duration SPAN = Duration.ofHours(1);

    static final Duration FINEST = Duration.ofSeconds(10);

    private final JsonMapper mapper;
    private final long maxBytes;
    private final List<Packed> packed = new ArrayList<>();
    private Duration interval = FINEST;

    /** A view as it was told. */
    public record Told(GraphJson graph, List<WorkloadJson> workloads) {

        public Told {
            workloads = List.copyOf(workloads);
        }

        static Told of(LoopView view) {
            return new Told(GraphJson.of(view), WorkloadJson.all(view));
        }
    }

    private record Packed(Instant at, byte[] bytes) {}

    /** @param maxBytes for all packed views */
    public PastViews(JsonMapper mapper, long maxBytes) {
        this.mapper = mapper;
        this.maxBytes = maxBytes;
    }

    /** Keeps the view, unless one was kept a moment ago. */
    public void keep(LoopView view) {
        if (isDue(view.at())) {
            byte[] bytes = pack(Told.of(view));
            add(new Packed(view.at(), bytes));
        }
    }

    private synchronized boolean isDue(Instant at) {
        return packed.isEmpty() || !at.isBefore(packed.getLast().at().plus(interval));
    }

    private synchronized void add(Packed view) {
        packed.removeIf(old -> old.at().isBefore(view.at().minus(SPAN)));
        packed.add(view);
        while (bytes() > maxBytes && packed.size() > 2) {
            thin();
        }
        if (bytes() < maxBytes / 4 && interval.compareTo(FINEST) > 0) {
            interval = interval.dividedBy(2);
        }
    }

    private void thin() {
        interval = interval.multipliedBy(2);
        for (int i = packed.size() - 2; i > 0; i -= 2) {
            packed.remove(i);
        }
    }

    synchronized long bytes() {
        return packed.stream().mapToLong(view -> view.bytes().length).sum();
    }

    synchronized int size() {
        return packed.size();
    }

    /**
     * The last view kept at or before this moment.
     *
     * @throws ErrorResponseException with status 404 when there is none
     */
    public Told at(Instant at) {
        return unpack(find(at));
    }

    private synchronized byte[] find(Instant at) {
        for (int i = packed.size() - 1; i >= 0; i--) {
            if (!packed.get(i).at().isAfter(at)) {
                return packed.get(i).bytes();
            }
        }
        ErrorResponseException error = new ErrorResponseException(HttpStatus.NOT_FOUND);
        error.setDetail(
                packed.isEmpty()
                        ? "No view is kept yet; ask without ?at= for the present one."
                        : "at must not be before " + packed.getFirst().at() + ", the oldest view that is kept, was: "
                                + at);
        throw error;
    }

    private byte[] pack(Told told) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            mapper.writeValue(out, told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Told unpack(byte[] bytes) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return mapper.readValue(in, Told.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
