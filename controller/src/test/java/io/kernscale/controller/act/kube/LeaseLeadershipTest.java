// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.config.LeaderElectionProperties;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseLeadershipTest {

    private static final Predicate<ApiRequest> OF_LEASES =
            request -> request.path().contains("/namespaces/kube-system/leases");

    private static final LeaderElectionProperties QUICK = new LeaderElectionProperties(
            true,
            "kube-system",
            "kernscale-controller",
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofMillis(200));

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private LeaseLeadership controller(String namespace) {
        return new LeaseLeadership(
                TestKube.clients(TestKube.kubeconfig(directory, server.uri())),
                QUICK,
                new PodIdentity("controller", namespace, "1"),
                System::nanoTime);
    }

    @Test
    void ofTwoInstallationsOneLeadsAndTheOtherSaysWhichAndTakesOver() {
        LeaseLeadership first = controller("one");
        await().until(first::isLeader);
        try (LeaseLeadership second = controller("two")) {
            await().until(() -> second.problem().isPresent());

            assertThat(second.problem().orElseThrow())
                    .startsWith("another installation of Kernscale, in namespace one,");
            assertThat(second.isLeader()).isFalse();
            assertThat(first.problem()).isEmpty();

            first.close();
            await().until(second::isLeader);
            await().until(() -> second.problem().isEmpty());
        }
    }

    @Test
    void aLeaseOfSomethingElseIsNamedAndMadeAnewWhenItIsDeleted() {
        JsonObject lease = server.api().create("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: kernscale-controller, namespace: kube-system}
                spec: {}
                """);
        try (LeaseLeadership controller = controller("one")) {
            await().until(() -> controller.problem().isPresent());

            assertThat(controller.problem().orElseThrow())
                    .startsWith("the Lease kube-system/kernscale-controller is none that a controller has written")
                    .endsWith("delete it, and it is made anew");
            server.api().delete(lease);
            await().until(controller::isLeader);
        }
    }

    @Test
    void withoutTheRightToTheLeaseNobodyLeadsAndTheReasonIsTold() {
        server.faults().fail(OF_LEASES, 403, Integer.MAX_VALUE);
        try (LeaseLeadership controller = controller("one")) {
            await().until(() -> controller.problem().isPresent());

            assertThat(controller.problem().orElseThrow())
                    .startsWith("the Lease kube-system/kernscale-controller cannot be read (HTTP status 403)");
            server.faults().clear();
            await().until(controller::isLeader);
            assertThat(controller.problem()).isEmpty();
        }
    }
}
