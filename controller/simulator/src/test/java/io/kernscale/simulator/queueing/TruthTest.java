// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static io.kernscale.simulator.queueing.AGraph.cpu;
import static io.kernscale.simulator.queueing.AGraph.disk;
import static io.kernscale.simulator.queueing.AGraph.lock;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.simulator.queueing.Blame.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static Truth truth(AGraph graph, String... unobserved) {
        return new Truth(new Solver(graph.build()).solve(), new Truth.Sight(Set.of(unobserved), Set.of()));
    }

    private static AGraph chain(double priceSeconds) {
        return AGraph.askedBy(60, 0.1, "gateway")
                .service("gateway", 50, cpu(0.0005), "cart")
                .service("cart", 20, cpu(0.0005), "prices")
                .service("prices", 8, cpu(priceSeconds));
    }

    @Test
    void blamesTheUsedUpEndOfAChain() {
        Truth truth = truth(chain(0.02));

        assertThat(truth.culprits("gateway")).containsExactly(new Blame(Kind.CPU, "prices"));
        assertThat(truth.culprits("load-0")).containsExactly(new Blame(Kind.CPU, "prices"));
        assertThat(truth.shortage("prices")).contains(new Blame(Kind.CPU, "prices"));
        assertThat(truth.culprits("prices")).isEmpty();
        assertThat(truth.waits("cart")).isTrue();
        assertThat(truth.waits("prices")).isFalse();
        assertThat(truth.clear()).isTrue();
    }

    @Test
    void blamesNobodyWhereNothingIsShort() {
        Truth truth = truth(chain(0.0005));

        assertThat(truth.culprits("gateway")).isEmpty();
        assertThat(truth.shortage("prices")).isEmpty();
        assertThat(truth.clear()).isTrue();
    }

    @Test
    void isNotClearWhereALimitIsNearlyUsedUp() {
        assertThat(truth(chain(0.0015)).clear()).isFalse(); // 60 clients, 0.1 s: 0.9 of a core
    }

    @Test
    void blamesBothOfTwoThatHaveTheirPart() {
        Truth truth = truth(AGraph.askedBy(40, 0.1, "gateway")
                .service("gateway", 50, cpu(0.0005), "bank", "maps")
                .outside("bank", 0.5)
                .outside("maps", 0.4));

        assertThat(truth.culprits("gateway"))
                .containsExactlyInAnyOrder(new Blame(Kind.OUTSIDE, "bank"), new Blame(Kind.OUTSIDE, "maps"));
    }

    @Test
    void leavesOutWhoHasASmallPart() {
        Truth truth = truth(AGraph.askedBy(40, 0.1, "gateway")
                .service("gateway", 50, cpu(0.0005), "bank", "maps")
                .outside("bank", 0.5)
                .outside("maps", 0.04));

        assertThat(truth.culprits("gateway")).containsExactly(new Blame(Kind.OUTSIDE, "bank"));
    }

    @Test
    void knowsNothingBehindAnUnobservedService() {
        Truth truth = truth(chain(0.02), "cart");

        assertThat(truth.culprits("gateway")).containsExactly(new Blame(Kind.UNOBSERVED, "cart"));
        assertThat(truth.culprits("cart")).isEmpty();
        assertThat(truth.waits("cart")).isFalse();
    }

    @Test
    void letsAMutexBeItsOwnCulprit() {
        Truth truth = truth(AGraph.askedBy(60, 0.01, "web")
                .service("web", 60, cpu(0.0001), "ledger")
                .service("ledger", 16, lock(0.01)));

        assertThat(truth.culprits("ledger")).containsExactly(new Blame(Kind.LOCK, "ledger"));
        assertThat(truth.culprits("web")).containsExactly(new Blame(Kind.LOCK, "ledger"));
        assertThat(truth.waits("ledger")).isTrue();
    }

    @Test
    void blamesADiskAndNotThePoolBeforeIt() {
        Truth truth = truth(AGraph.askedBy(60, 0.01, "web")
                .service("web", 60, cpu(0.0001), "store")
                .service("store", 4, disk(0.02)));

        assertThat(truth.culprits("web")).containsExactly(new Blame(Kind.DISK, "store"));
    }
}
