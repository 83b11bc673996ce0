// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.loop.PodChoice.Problem;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodChoiceTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** One pod of a game that nobody owns, and one of a cart that its Deployment owns. */
    private static final ClusterPods PODS = new ClusterPods(
            List.of(pod("game-a", "game", List.of()), pod("cart-a", "cart", List.of(key("Deployment", "cart")))));

    private static WorkloadKey key(String kind, String name) {
        return new WorkloadKey("shop", kind, name);
    }

    private static PodState pod(String name, String app, List<WorkloadKey> owners) {
        PodNetwork network = new PodNetwork(List.of(), "", false, Set.of(), Set.of(), Map.of("app", app));
        return new PodState(name, "shop", name, "node-1", owners, NOW, 0.5, 1.0, network);
    }

    private static Autoscaler.Valid autoscaler(String name, String kind, Mode mode) {
        return new Autoscaler.Valid(
                new AutoscalerId("shop", name, "uid-" + name, 1),
                new TargetRef("example.com/v1", kind, name),
                new AutoscalingSpec(1, 5, List.of(), null),
                mode,
                KernelSpec.DEFAULT);
    }

    /** What a round made of another autoscaler whose target chooses by this selector. */
    private static WorkloadView other(String name, String kind, Mode mode, String selector) {
        AutoscalerStatus status = new AutoscalerStatus(
                1,
                kind + "/" + name,
                null,
                null,
                List.of(),
                "",
                selector,
                List.of(),
                Past.NONE,
                2,
                null,
                null,
                "Test",
                "",
                null,
                NOW,
                List.of());
        return new WorkloadView(autoscaler(name, kind, mode), status, null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "owns its pods, needs no selector      | Deployment | cart | 2 | ''          | AUTO    | none",
                "owns its pods, another selects them   | Deployment | cart | 2 | app=cart    | AUTO    | none",
                "owns none, selects them               | GameServer | game | 2 | app=lobby   | AUTO    | none",
                "owns none, has no selector            | GameServer | game | 2 | ''          | AUTO    | InvalidSelector SelectorRequired",
                "owns none, has nonsense               | GameServer | game | 2 | 'a b'       | AUTO    | InvalidSelector InvalidSelector",
                "owns none, selects another's          | GameServer | game | 2 | app=game    | AUTO    | AmbiguousSelector AmbiguousSelector",
                "owns none, selects another's, dry     | GameServer | game | 2 | app=game    | DRY_RUN | none",
                "below the minimum, no pod is looked at| GameServer | game | 0 | ''          | AUTO    | none",
                "above the maximum, likewise           | GameServer | game | 6 | ''          | AUTO    | none",
            })
    void saysWhosePodsAreNotKnown(
            String row, String kind, String name, int replicas, String selector, Mode mode, String expected) {
        PodChoice choice = new PodChoice(
                PODS,
                List.of(
                        other("rival", "GameServer", Mode.AUTO, "app in (game, cart)"),
                        other("watcher", "GameServer", Mode.DRY_RUN, "app=lobby")));

        String found = choice.problem(autoscaler(name, kind, mode), new TargetScale.Known(replicas, replicas, selector))
                .map(PodChoiceTest::words)
                .orElse("none");

        assertThat(found).isEqualTo(expected);
    }

    private static String words(Problem problem) {
        assertThat(problem.message()).isNotBlank();
        return problem.reason().text() + " " + problem.event();
    }
}
