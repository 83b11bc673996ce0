// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static io.kernscale.simulator.queueing.AGraph.cpu;
import static io.kernscale.simulator.queueing.AGraph.disk;
import static io.kernscale.simulator.queueing.AGraph.lock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Load;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolverTest {

    private static final Percentage CLOSE = Percentage.withPercentage(3);

    private static Solution solve(AGraph graph) {
        return new Solver(graph.build()).solve();
    }

    private static double rate(Solution solution) {
        return solution.requestsPerSecond().getOrDefault("load-0", 0.0);
    }

    @Test
    void letsManyThoughtfulClientsBeOpenArrivals() {
        // 10 a second at a disk of 50 ms: M/M/1, half used, 0.05 / (1 - 0.5) = 0.1 s
        Solution solution = solve(AGraph.askedBy(10_000, 1_000, "store").service("store", 10_000, disk(0.05)));

        assertThat(rate(solution)).isCloseTo(10, CLOSE);
        assertThat(solution.flow("store").diskSeconds()).isCloseTo(0.1, CLOSE);
        assertThat(solution.flow("store").use().disk()).isCloseTo(0.5, CLOSE);
    }

    @Test
    void accountsForEveryClientOfAUsedUpLimit() {
        // 40 clients with 10 ms of work and 90 ms of thought on one core: 100 a second, so 40 / 100 - 0.09 = 0.31 s
        Solution solution = solve(AGraph.askedBy(40, 0.09, "calc").service("calc", 64, cpu(0.01)));

        assertThat(rate(solution)).isCloseTo(100, CLOSE);
        assertThat(solution.flow("calc").responseSeconds()).isCloseTo(0.31, CLOSE);
        assertThat(solution.flow("calc").quotaSeconds()).isCloseTo(0.30, CLOSE);
    }

    /** Exact for exponential times (Reiser and Lavenberg, 1980): a customer that arrives finds what one fewer leave. */
    @ParameterizedTest(name = "{0} clients that think for {1} s")
    @CsvSource({"4, 0.05", "16, 0.05", "16, 0.12", "16, 0.15", "16, 0.3", "64, 0.5"})
    void agreesWithMeanValueAnalysisOfOneDisk(int clients, double thinkSeconds) {
        double serviceSeconds = 0.01;
        double queued = 0;
        double exactRate = 0;
        for (int n = 1; n <= clients; n++) {
            double response = serviceSeconds * (1 + queued);
            exactRate = n / (thinkSeconds + response);
            queued = exactRate * response;
        }

        Solution solution =
                solve(AGraph.askedBy(clients, thinkSeconds, "store").service("store", 64, disk(serviceSeconds)));

        assertThat(rate(solution)).isCloseTo(exactRate, Percentage.withPercentage(6));
        assertThat(solution.flow("store").use().disk()).isCloseTo(exactRate * serviceSeconds, within(0.06));
    }

    @Test
    void letsThePoolBoundWhatWaitsInside() {
        // 8 threads, each away for 0.1 s: 80 a second; 200 clients are 2.5 s round, 2.4 s of it before the pool
        Solution solution = solve(AGraph.askedBy(200, 0, "relay")
                .service("relay", 8, cpu(0.0001), "bank")
                .outside("bank", 0.1));

        assertThat(rate(solution)).isCloseTo(80, CLOSE);
        assertThat(solution.flow("relay").poolSeconds()).isCloseTo(2.4, CLOSE);
        assertThat(solution.flow("relay").use().pool()).isCloseTo(1, within(0.01));
    }

    @Test
    void holdsTheCallersOfASlowOne() {
        Solution solution = solve(AGraph.askedBy(100, 0.1, "gateway")
                .service("gateway", 50, cpu(0.0005), "cart")
                .service("cart", 20, cpu(0.0005), "prices")
                .service("prices", 8, cpu(0.02)));

        assertThat(rate(solution)).isCloseTo(50, CLOSE); // one core by 20 ms
        assertThat(50 * solution.flow("prices").holdSeconds()).isCloseTo(8, CLOSE);
        assertThat(50 * solution.flow("cart").holdSeconds()).isCloseTo(20, CLOSE);
        assertThat(50 * solution.flow("gateway").holdSeconds()).isCloseTo(50, CLOSE);
        assertThat(solution.flow("cart").use().cpu()).isCloseTo(0.025, CLOSE);
    }

    @Test
    void letsOneAtATimeHoldAMutex() {
        Solution solution = solve(AGraph.askedBy(50, 0.01, "ledger").service("ledger", 16, lock(0.004)));

        assertThat(rate(solution)).isCloseTo(250, CLOSE);
        assertThat(250 * solution.flow("ledger").lockSeconds()).isCloseTo(15, CLOSE); // the sixteenth holds it
    }

    @Test
    void sharesOneServiceBetweenTwoLoadsByTheirClients() {
        Solution solution = solve(AGraph.askedBy(30, 0, "a")
                .alsoAskedBy(10, 0, "b")
                .service("a", 64, cpu(0.00001), "store")
                .service("b", 64, cpu(0.00001), "store")
                .service("store", 64, disk(0.01)));

        assertThat(rate(solution)).isCloseTo(75, CLOSE);
        assertThat(solution.requestsPerSecond().getOrDefault("load-1", 0.0)).isCloseTo(25, CLOSE);
    }

    @Test
    void losesNoClientWhateverTheGraph() {
        Graph graph = AGraph.askedBy(64, 0.05, "gateway")
                .service("gateway", 32, cpu(0.001), "cart", "stock")
                .service("cart", 16, cpu(0.004), "stock", "bank")
                .service("stock", 8, disk(0.003))
                .outside("bank", 0.02)
                .build();
        Load load = graph.loads().getFirst();

        Solution solution = new Solver(graph).solve();

        assertThat(rate(solution) * (load.thinkSeconds() + solution.entrySeconds("gateway")))
                .isCloseTo(load.clients(), Percentage.withPercentage(0.01));
    }
}
