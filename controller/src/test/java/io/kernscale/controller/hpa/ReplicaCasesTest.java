// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.spec.MetricTarget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From metrics to replicas, as numbers. See {@link ACase} for the columns. */
class ReplicaCasesTest {

    private static HpaResult evaluate(ACase one, MetricTarget target) {
        return HpaRule.evaluate(one.input(1, Integer.MAX_VALUE, target, null));
    }

    private static MetricTarget target(String kind, String target) {
        long milli = target.equals("max") ? Long.MAX_VALUE : Long.parseLong(target.replaceAll("[a-z]", ""));
        if (target.startsWith("each") || kind.equals("pods") || target.equals("max")) {
            return new MetricTarget.AverageValue(milli);
        }
        return kind.equals("object") || kind.equals("external")
                ? new MetricTarget.Value(milli)
                : new MetricTarget.Utilization((int) milli);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | kind | now | target | levels | requests | flags | replicas | shown
            R2  | resource | 3 | 30     | 300 500 700 | | | 5 | 50
            R3  | resource | 3 | 30     | 1000/300 1000/500 1000/700 | | container2 | 5 | 50
            R4  | resource | 3 | 30     | 300 500 700 | | ready=FTT | 4 | 60
            R5  | resource | 3 | 30     | 300 500 700 | | start=hcc | 4 | 60
            R6  | resource | 3 | 30     | 0/300 0/500 0/700 | | start=hcc container2 | 4 | 60
            R8  | resource | 3 | 30     | 400 500 700 | | ready=TFF | 3 | 40
            R9  | resource | 3 | 30     | 400 500 700 | | ready=TFF start=chh | 3 | 40
            R10 | external | 1 | max    | max | | | 1 | 9223372036854775807
            R12 | resource | 2 | 30     | 500 700 | | ready=TTFF phase=RRFF | 4 | 60
            R13 | resource | 2 | 30     | 500 700 | | phase=RRSS | 4 | 60
            R14 | resource | 2 | 30     | 1000/500 9000/700 | | ready=TTFF phase=RRFF container2 | 4 | 60
            R15 | resource | 2 | 30     | 500 700 | | del=FFTT phase=RRRR | 4 | 60
            R16 | resource | 2 | 30     | 500 700 | | ready=TTFF phase=RRRR del=FFTT container1 | 4 | 60
            R17 | pods     | 3 | 15000  | 20000 10000 30000 | | | 4 | 20000
            R18 | pods     | 3 | 15000  | 50000 10000 30000 | | ready=TTF start=cch | 6 | 30000
            R19 | pods     | 3 | 15000  | 50000 15000 30000 | | ready=FTF | 7 | 31666
            R20 | object   | 3 | 15000  | 20000 | | | 4 | 20000
            R21 | object   | 3 | each5000 | 20000 | | | 4 | 6667
            R22 | object   | 3 | 10000  | 50000 | | ready=FTF | 5 | 50000
            R23 | external | 3 | 4400   | 8600 | | | 6 | 8600
            R24 | external | 3 | 4400   | 8600 | | ready=FTF | 2 | 8600
            R25 | external | 3 | 4400   | 8000 600 | | | 6 | 8600
            R26 | external | 3 | each2150 | 8600 | | | 4 | 2867
            R27 | resource | 5 | 50     | 100 300 500 250 250 | | | 3 | 28
            R28 | resource | 5 | 50     | 1000/100 1000/300 1000/500 1000/250 1000/250 | | container2 | 3 | 28
            R29 | object   | 5 | 20000  | 12000 | | | 3 | 12000
            R30 | object   | 5 | each2000 | 6000 | | | 3 | 1200
            R31 | pods     | 5 | 20000  | 12000 12000 12000 12000 12000 | | | 3 | 12000
            R32 | external | 5 | 14334  | 8600 | | | 3 | 8600
            R33 | external | 5 | each2867 | 8600 | | | 3 | 1720
            R34 | resource | 5 | 50     | 100 300 500 250 250 | | ready=TTTFF | 2 | 30
            R35 | resource | 5 | 50     | 100 300 500 250 250 | | ready=TTTFF start=ccccc | 2 | 30
            R36 | resource | 5 | 50     | 100 | | ready=TFFFF phase=RPPPP | 1 | 10
            R38 | resource | 5 | 50     | 100 300 500 250 250 | | start=ccchh | 2 | 30
            R39 | resource | 5 | 50     | 1000/100 1000/300 1000/500 1000/1000 1000/1000 | | start=ccchh container2 | 2 | 30
            R40 | resource | 5 | 50     | 100 300 500 250 250 | | ready=TTTTTFF phase=RRRRRFF | 3 | 28
            R42 | resource | 5 | 50     | 100 300 500 250 250 | | ready=TTTTTFF phase=RRRRRRR del=FFFFFTT | 3 | 28
            R44 | resource | 3 | 100    | 1010 1030 1020 | 0.9 1.0 1.1 | | 3 | 102
            R45 | pods     | 3 | 20000  | 20000 21000 21000 | | | 3 | 20666
            R46 | object   | 3 | 20000  | 20666 | | | 3 | 20666
            R47 | object   | 4 | each5000 | 20208 | | | 4 | 5052
            R48 | external | 3 | 8888   | 8600 | | | 3 | 8600
            R49 | external | 3 | each2900 | 8600 | | | 3 | 2867
            R50 | pods     | 3 | 20000  | 20000 21000 21000 | | tol=0.1,0.01 | 4 | 20666
            R51 | resource | 3 | 100    | 1010 1030 1020 | 0.9 1.0 1.1 | tol=0.1,0.01 | 4 | 102
            R52 | object   | 4 | each5000 | 20208 | | tol=0.1,0.01 | 5 | 5052
            R53 | external | 3 | 8888   | 8600 | | tol=0.01,0.1 | 3 | 8600
            R54 | external | 3 | each2800 | 8600 | | tol=0.1,0.01 | 4 | 2867
            R56 | resource | 4 | 100    | 400 95 | | | 3 | 24
            # what the rules say besides
            N1  | resource | 4 | 100    | 1900 1900 | | | 4 | 190
            N2  | resource | 4 | 50     | 1900 1900 | | | 8 | 190
            N3  | resource | 4 | 150    | 400 95 | | | 3 | 24
            N4  | resource | 4 | 200    | 400 95 | | | 3 | 24
            N5  | memory   | 3 | 30     | 300000 500000 700000 | 1 | ready=FTT | 5 | 50
            N6  | resource | 3 | 30     | 300 500 700 | | phase=RRP | 3 | 40
            N7  | resource | 2 | 110    | 1210 1210 | | | 2 | 121
            N8  | resource | 2 | 110    | 1220 1220 | | | 3 | 122
            N9  | resource | 2 | 100    | 899 899 | | | 2 | 89
            N10 | resource | 3 | 100    | 900 900 900 | | | 3 | 90
            N11 | resource | 3 | 100    | 1100 1100 1100 | | | 3 | 110
            N12 | resource | 10 | 50    | 100 100 100 100 100 100 100 100 | | | 6 | 10
            N13 | resource | 3 | 50     | 1000 1000 1000 | | ready=TTU | 6 | 100
            N14 | pods     | 4 | 10000  | 2000 2000 | | | 3 | 2000
            N15 | pods     | 4 | 10000  | 30000 30000 | | | 6 | 30000
            N16 | external | 3 | each1  | max | | | 2147483647 | 3074457345618258432
            """)
    void a_metric_asks_for_replicas(
            String id,
            String kind,
            int current,
            String target,
            String levels,
            @Nullable String requests,
            @Nullable String flags,
            int replicas,
            long shown) {
        HpaResult result = evaluate(new ACase(kind, current, levels, requests, flags), target(kind, target));

        CurrentMetric metric = result.currentMetrics().getFirst();
        assertThat(metric.failure()).isNull();
        assertThat(result.proposedReplicas()).isEqualTo(replicas);
        Integer percent = metric.utilizationPercent();
        assertThat(percent == null ? metric.usageMilli() : Long.valueOf(percent))
                .isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            R57 | resource | 1 | 100 | ''  |      |                    | no sample of a pod that counts
            R58 | resource | 1 | 100 | 200 | none |                    | missing request for cpu in container container1 of Pod pod-0
            F1  | resource | 2 | 100 | 200 200 | | ready=FF           | no sample of a pod that counts
            F2  | resource | 2 | 100 | 200 200 | | phase=PP           | no sample of a pod that counts
            F3  | resource | 1 | 100 | 200 | | container9 | container container9 not found in Pod pod-0
            F4  | resource | 0 | 100 | 200 | | | the target has no pods yet
            F5  | external | 0 | 100 | 200 | | phase= | the target has no pods yet
            """)
    void a_metric_without_an_answer_says_why(
            String id,
            String kind,
            int current,
            String target,
            String levels,
            @Nullable String requests,
            @Nullable String flags,
            String failure) {
        HpaInput input = new ACase(kind, current, levels, requests, flags).input(1, 10, target(kind, target), null);
        HpaInput running = current > 0
                ? input
                : new HpaInput(
                        input.spec(), 1, 1, input.pods(), input.readings(), input.state(), input.settings(), ACase.NOW);
        HpaResult result = HpaRule.evaluate(running);

        assertThat(result.failure()).contains(failure);
        assertThat(result.desiredReplicas()).isEqualTo(running.specReplicas());
    }

    @ParameterizedTest(name = "{0} {1}..{2}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | min | max | kind | now | target | levels | requests | flags | desired | condition
            H1  | 2 | 6   | resource | 3 | 30 | 300 500 700 | | | 5 |
            H2  | 2 | 6   | resource | 3 | 30 | 300 500 700 | | container1 | 5 |
            H3  | 2 | 6   | resource | 3 | 30 | 300 500 700 | | ready=FTT | 4 |
            H4  | 2 | 6   | resource | 3 | 30 | 300 500 700 | | start=hcc | 4 |
            H5  | 2 | 6   | resource | 3 | 30 | 400 500 700 | | ready=TFF | 3 | READY_FOR_NEW_SCALE
            H6  | 2 | 6   | resource | 3 | 30 | 400 500 700 | | ready=TFF start=chh | 3 | READY_FOR_NEW_SCALE
            H7  | 2 | 6   | resource | 2 | 30 | 500 700 | | ready=TTFF phase=RRFF | 4 |
            H8  | 2 | 6   | pods     | 3 | 15000 | 20000 10000 30000 | | | 4 |
            H9  | 2 | 6   | object   | 3 | 15000 | 20000 | | | 4 |
            H10 | 2 | 6   | external | 3 | 6666 | 8600 | | | 4 |
            H11 | 2 | 6   | external | 3 | each2222 | 8600 | | | 4 |
            H12 | 2 | 6   | resource | 5 | 50 | 100 300 500 250 250 | | | 3 |
            H13 | 2 | 6   | pods     | 5 | 20000 | 12000 12000 12000 12000 12000 | | | 3 |
            H14 | 2 | 6   | resource | 5 | 50 | 100 300 500 250 250 | | ready=TTTFF | 2 |
            H14b | 2 | 6  | resource | 5 | 50 | 100 300 500 250 250 | | start=ccchh | 2 |
            H16 | 2 | 6   | object   | 5 | each20000 | 60000 | | | 3 |
            H17 | 2 | 6   | external | 5 | 14400 | 8600 | | | 3 |
            H18 | 1 | 5   | resource | 3 | 100 | 1010 1030 1020 | 0.9 1.0 1.1 | | 3 | READY_FOR_NEW_SCALE
            H20 | 1 | 5   | object   | 3 | 20000 | 20050 | | | 3 | READY_FOR_NEW_SCALE
            H22 | 2 | 5   | resource | 3 | 90 | 10 95 10 | | | 2 | TOO_FEW_REPLICAS
            H24 | 2 | 5   | resource | 3 | 90 | 0 0 0 | | | 2 | TOO_FEW_REPLICAS
            H28 | 2 | 5   | resource | 3 | 90 | 8000 9500 1000 | | | 5 | TOO_MANY_REPLICAS
            H30 | 2 | 6   | resource | 4 | 100 | 400 95 | | | 3 |
            H32 | 1 | 5   | resource | 1 | 100 | 200 | none | | 1 | FAILED_GET_RESOURCE_METRIC
            H34 | 1 | 5   | resource | 2 | 50 | 200 200 | 0.4 | | 2 | READY_FOR_NEW_SCALE
            H35 | 1 | 100 | resource | 3 | 10 | 100 200 300 | 0.1 | | 6 | SCALE_UP_LIMIT
            H38 | 1 | 8   | resource | 4 | 50 | 500 500 500 500 500 | | status=5 | 4 | READY_FOR_NEW_SCALE
            """)
    void an_autoscaler_decides(
            String id,
            int min,
            int max,
            String kind,
            int current,
            String target,
            String levels,
            @Nullable String requests,
            @Nullable String flags,
            int desired,
            @Nullable HpaReason reason) {
        HpaResult result = HpaRule.evaluate(
                new ACase(kind, current, levels, requests, flags).input(min, max, target(kind, target), null));

        assertThat(result.desiredReplicas()).isEqualTo(desired);
        if (reason != null) {
            assertThat(result.conditions()).extracting(HpaCondition::reason).contains(reason);
        }
        assertThat(result.rescaleReason() == null).isEqualTo(desired == current);
    }
}
