// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodIndexTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");
    private static final WorkloadKey CART_SET = new WorkloadKey("shop", "ReplicaSet", "cart-1");
    private static final WorkloadKey WEB = new WorkloadKey("shop", "Deployment", "web");

    private final PodIndex index = new PodIndex();

    private static PodState pod(String uid, @Nullable List<WorkloadKey> owners, @Nullable Instant readyAt) {
        return new PodState(uid, "shop", uid, "node-1", owners, readyAt, null, null, PodNetwork.NONE);
    }

    private static List<String> uids(List<PodState> pods) {
        return pods.stream().map(PodState::uid).toList();
    }

    @Test
    void findsAPodByEachOfItsOwnersItsNodeAndItsUid() {
        index.put("a", pod("a", List.of(CART_SET, CART), NOW));

        ClusterPods pods = index.pods();

        assertThat(uids(pods.of(CART))).containsExactly("a");
        assertThat(uids(pods.readyOf(CART_SET))).containsExactly("a");
        assertThat(pods.workloads()).containsExactly(CART);
        assertThat(uids(pods.onNode("node-1").all())).containsExactly("a");
        assertThat(pods.byUid("a")).isPresent();
        assertThat(pods.byUid("b")).isEmpty();
    }

    @Test
    void whatWasHandedOutBeforeStaysAsItWas() {
        index.put("a", pod("a", List.of(CART), NOW));
        ClusterPods before = index.pods();

        index.put("b", pod("b", List.of(CART), NOW.plusSeconds(1)));
        index.remove("a");

        assertThat(uids(before.readyOf(CART))).containsExactly("a");
        assertThat(uids(index.pods().readyOf(CART))).containsExactly("b");
    }

    @Test
    void changesTheGroupsOfWhatHasChangedAndNoOthers() {
        index.put("a", pod("a", List.of(CART), NOW));
        index.put("b", pod("b", List.of(WEB), NOW));
        ClusterPods before = index.pods();

        index.put("b", pod("b", List.of(WEB), null));
        ClusterPods after = index.pods();

        assertThat(after.of(CART)).isSameAs(before.of(CART));
        assertThat(before.workloads()).containsExactlyInAnyOrder(CART, WEB);
        assertThat(after.workloads()).containsExactly(CART);
        assertThat(index.pods()).isSameAs(after);
    }

    @Test
    void anUnknownOwnerThatIsToldLaterIsKnownFromThenOn() {
        index.put("a", pod("a", null, NOW));
        assertThat(index.pods().readyOfUnknownOwner("shop")).isOne();

        index.put("a", pod("a", List.of(CART), NOW));

        assertThat(index.pods().readyOfUnknownOwner("shop")).isZero();
        assertThat(uids(index.pods().readyOf(CART))).containsExactly("a");
    }

    @Test
    void aPodThatIsBeingDeletedCountsNoMore() {
        PodState pod = pod("a", List.of(CART), NOW);
        index.put("a", pod);

        index.putLeaving("a", pod);

        assertThat(index.pods().of(CART)).isEmpty();
        assertThat(index.pods().all()).isEmpty();
        assertThat(index.pods().leaving()).containsExactly(pod);
        index.remove("a");
        assertThat(index.pods().leaving()).isEmpty();
    }

    @Test
    void aPodThatIsTakenOutAndPutBackBetweenTwoLooksIsStillThere() {
        PodState pod = pod("a", List.of(CART), NOW);
        index.put("a", pod);
        index.pods();

        index.remove("a");
        index.put("a", pod);

        assertThat(uids(index.pods().of(CART))).containsExactly("a");
    }

    /** Whatever came and went, in whatever order: the index says what one that is made anew of the same pods says. */
    @Test
    void isTheSameAsOneMadeAnewAfterAnyChanges() {
        Random random = new Random(7);
        List<@Nullable List<WorkloadKey>> owners =
                new ArrayList<>(List.of(List.of(), List.of(CART), List.of(CART_SET, CART), List.of(WEB)));
        owners.add(null);
        Map<String, PodState> living = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            String uid = "pod-" + random.nextInt(40);
            if (random.nextInt(4) == 0) {
                living.remove(uid);
                index.remove(uid);
            } else {
                PodState pod = pod(
                        uid,
                        owners.get(random.nextInt(owners.size())),
                        random.nextBoolean() ? NOW.plusSeconds(random.nextInt(9)) : null);
                living.put(uid, pod);
                index.put(uid, pod);
            }
            if (random.nextInt(3) == 0) {
                assertThat(described(index.pods())).isEqualTo(described(new ClusterPods(living.values())));
            }
        }
    }

    private static List<Object> described(ClusterPods pods) {
        List<WorkloadKey> own = IntStream.range(0, 40)
                .mapToObj(i -> new WorkloadKey("shop", "Pod", "pod-" + i))
                .toList();
        return List.of(
                uids(pods.readyOf(CART)),
                uids(pods.readyOf(CART_SET)),
                uids(pods.readyOf(WEB)),
                own.stream().map(key -> uids(pods.readyOf(key))).toList(),
                Set.copyOf(uids(pods.of(CART))),
                Set.copyOf(uids(pods.withoutOwner("shop"))),
                pods.readyOfUnknownOwner("shop"),
                Set.copyOf(pods.workloads()),
                pods.all().stream().map(PodState::uid).collect(Collectors.toSet()),
                Set.copyOf(uids(pods.onNode("node-1").all())));
    }
}
