// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.ApiStub.event;
import static io.kernscale.agent.cgroup.ApiStub.list;
import static io.kernscale.agent.cgroup.ApiStub.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.cgroup.ApiPodNames.Timing;
import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ApiPodNamesTest {
    private static final String HASH = "9729a196c4723b60ab401eaff722982d";
    private static final String STATIC = "{\"kubernetes.io/config.hash\":\"" + HASH + "\",\"other\":\"x\"}";
    private static final String EXPIRED = "{\"kind\":\"Status\",\"metadata\":{},\"code\":410,\"reason\":\"Expired\"}";
    private static final Timing QUICK = new Timing(
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofMillis(50));

    private static void with(ApiServer server, ThrowingConsumer<ApiPodNames> test) {
        try (ApiPodNames names = ApiPodNames.start(server, "node 1", QUICK)) {
            test.accept(names);
        }
    }

    private static void awaitName(PodNames names, String uid, String name) {
        await().untilAsserted(() -> assertThat(names.of(uid).map(PodName::name))
                .as(names.status().detail())
                .contains(name));
    }

    @Test
    void listsAndWatchesThisNodeOnly() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.lists(list("7", pod("a", "shop", "cart")));
            with(api.address(), names -> {
                awaitName(names, "a", "cart");
                await().until(() -> api.queries().size() == 2);
                assertThat(api.queries()).allMatch(query -> query.contains("fieldSelector=spec.nodeName%3Dnode+1"));
                assertThat(api.queries().get(1)).contains("resourceVersion=7");
                assertThat(names.of("a")).contains(new PodName("a", "shop", "cart"));
                assertThat(names.status().detail()).isEmpty();
                assertThat(names.status().ageSeconds()).isBetween(0L, 5L);
            });
        }
    }

    @Test
    void followsTheWatch() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.lists(list("7", pod("a", "shop", "cart")));
            with(api.address(), names -> {
                api.send(event("ADDED", pod("b", "shop", "stock")));
                awaitName(names, "b", "stock");
                String torn = event("ADDED", pod("c", "shop", "late"));
                api.send(torn.substring(0, 40));
                api.send(torn.substring(40));
                awaitName(names, "c", "late");
                api.send(event("DELETED", pod("b", "shop", "stock")));
                await().until(() -> names.of("b").isEmpty());
                assertThat(names.of("a")).isPresent();
            });
        }
    }

    @Test
    void resumesFromTheLastResourceVersion() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            with(api.address(), names -> {
                api.send(event("ADDED", pod("b", "shop", "stock", "null", "41")));
                awaitName(names, "b", "stock");
                api.send(event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"55\"}}"));
                api.endWatch();
                await().until(() -> api.queries().size() == 3);
                assertThat(api.queries().getLast()).contains("watch=true").contains("resourceVersion=55");
                assertThat(api.listsAsked()).isEqualTo(1);
            });
        }
    }

    @Test
    void listsAnewWhenTheVersionHasExpired() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.lists(list("7", pod("a", "shop", "cart")));
            with(api.address(), names -> {
                awaitName(names, "a", "cart");
                api.lists(list("90", pod("b", "shop", "stock")));
                api.send(event("ERROR", EXPIRED));
                awaitName(names, "b", "stock");
                assertThat(names.of("a")).isEmpty();
            });
        }
    }

    @Test
    void listsAnewWhenTheWatchIsRefusedAsGone() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.answersWatchesWith(410);
            with(api.address(), names -> {
                await().until(() -> api.listsAsked() >= 2);
                api.answersWatchesWith(200);
                api.send(event("ADDED", pod("b", "shop", "stock")));
                awaitName(names, "b", "stock");
            });
        }
    }

    @Test
    void keepsNamesWhileTheServerIsAway() throws IOException {
        ApiStub api = ApiStub.start();
        api.lists(list("7", pod("a", "shop", "cart")));
        with(api.address(), names -> {
            awaitName(names, "a", "cart");
            int port = api.port();
            api.close();
            await().until(() -> names.status().detail().contains("names known so far stay"));
            assertThat(names.of("a")).isPresent();
            try (ApiStub restarted = ApiStub.startAt(port)) {
                restarted.send(event("ADDED", pod("b", "shop", "stock")));
                awaitName(names, "b", "stock");
                assertThat(names.status().detail()).isEmpty();
            }
        });
    }

    @Test
    void saysWhatToDoWhenItIsNotAllowed() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.answersListsWith(403);
            with(api.address(), names -> {
                await().until(() -> names.status().detail().contains("needs list and watch on pods"));
                assertThat(names.status().ageSeconds()).isEqualTo(-1);
            });
        }
    }

    @Test
    void survivesGarbage() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.lists("{\"items\":[{\"metadata\":{\"uid\":12,\"name\":[]}},7,");
            with(api.address(), names -> {
                await().until(() -> names.status().detail().contains("Exception"));
                api.lists(list("7", pod("a", "shop", "cart")));
                awaitName(names, "a", "cart");
                api.send("<html>no</html>");
                await().until(() -> api.listsAsked() >= 3);
                assertThat(names.of("a")).isPresent();
            });
        }
    }

    @Test
    void givesUpAListThatDoesNotEnd() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.stallsLists();
            with(api.address(), names -> {
                await().until(() -> names.status().detail().contains("no pod names from"));
                api.lists(list("7", pod("a", "shop", "cart")));
                awaitName(names, "a", "cart");
            });
        }
    }

    @Test
    void readsTheTokenAnewForEachRequest(@TempDir Path directory) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "first\n");
        try (ApiStub api = ApiStub.start()) {
            var server = new ApiServer(api.address().url(), Optional.of(token), Optional.empty());
            with(server, names -> {
                await().until(() -> api.tokens().size() == 2);
                Files.writeString(token, "second\n");
                api.send(event("ADDED", pod("b", "shop", "stock")));
                api.endWatch();
                await().until(() -> api.tokens().size() == 3);
                assertThat(api.tokens()).containsExactly("Bearer first", "Bearer first", "Bearer second");
            });
        }
    }

    @Test
    void saysWhatIsWrongWithTheCaFile(@TempDir Path directory) throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.crt"), "no certificate\n");
        var server = new ApiServer(URI.create("https://127.0.0.1:1"), Optional.empty(), Optional.of(ca));
        with(server, names -> await().until(() -> names.status().detail().contains("must hold PEM certificates")));
    }

    @Test
    void knowsAStaticPodByItsHash() throws IOException {
        try (ApiStub api = ApiStub.start()) {
            api.lists(list("7", pod("mirror", "infra", "proxy-node-1", STATIC, "1")));
            with(api.address(), names -> {
                awaitName(names, HASH, "proxy-node-1");
                assertThat(names.of(HASH).map(PodName::uid)).contains("mirror");
                api.send(event("ADDED", pod("mirror-2", "infra", "proxy-node-1", STATIC, "2")));
                api.send(event("DELETED", pod("mirror", "infra", "proxy-node-1", STATIC, "3")));
                api.send(event("ADDED", pod("b", "shop", "stock")));
                awaitName(names, "b", "stock");
                assertThat(names.of(HASH).map(PodName::uid)).contains("mirror-2");
            });
        }
    }
}
