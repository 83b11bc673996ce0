// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
    private final List<String> leaders = new CopyOnWriteArrayList<>();

    @Test
    void handsTheLeaseOver() {
        try (KubernetesApiServer server = KubernetesApiServer.start();
                LeaderElector first = elector(server, "first");
                LeaderElector second = elector(server, "second")) {
            start(first, "first");
            await().until(() -> leaders.equals(List.of("first")));
            start(second, "second");
            first.close();
            await().atMost(Duration.ofSeconds(15)).until(() -> leaders.equals(List.of("first", "second")));
            assertThat(server.api().list("coordination.k8s.io/v1", "leases")).hasSize(1);
        }
    }

    private void start(LeaderElector elector, String name) {
        Thread.ofVirtual().start(() -> elector.run(() -> leaders.add(name), () -> {}));
    }

    private static LeaderElector elector(KubernetesApiServer server, String identity) {
        var lock = new LeaseLock("default", "kernscale", identity, OfficialClientTest.clientOf(server));
        return new LeaderElector(new LeaderElectionConfig(
                lock, Duration.ofSeconds(2), Duration.ofMillis(1_500), Duration.ofMillis(300)));
    }
}
