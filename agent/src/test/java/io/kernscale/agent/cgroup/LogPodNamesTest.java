// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPodNamesTest {
    @TempDir
    Path logs;

    @Test
    void readsNamesOfDirectories() throws IOException {
        Files.createDirectory(logs.resolve("shop_cart-1_" + HostFixture.UID));
        Files.createDirectory(logs.resolve("not-a-pod"));
        Files.createDirectory(logs.resolve("one_two"));

        var names = new LogPodNames(logs);

        assertThat(names.status().ageSeconds()).isEqualTo(-1);
        assertThat(names.of(HostFixture.UID)).contains(new PodName(HostFixture.UID, "shop", "cart-1"));
        assertThat(names.of("unknown")).isEmpty();
        assertThat(names.status()).isEqualTo(new NamesStatus("pod-logs", 1, 0, ""));
    }

    @Test
    void saysThatItCannotList() {
        var names = new LogPodNames(logs.resolve("missing"));

        assertThat(names.of(HostFixture.UID)).isEmpty();
        assertThat(names.status().detail()).startsWith("cannot list").contains("missing");
    }

    @Test
    void isAskedAfterTheApiServer() {
        PodNames first = new FixedNames().with("a", new PodName("a", "x", "from-first"));
        PodNames second = new FixedNames()
                .with("a", new PodName("a", "x", "from-second"))
                .with("b", new PodName("b", "x", "from-second"));

        PodNames both = new NameSources(List.of(first, second));

        assertThat(both.of("a").map(PodName::name)).contains("from-first");
        assertThat(both.of("b").map(PodName::name)).contains("from-second");
        assertThat(both.of("c")).isEmpty();
    }
}
