// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.testkit.api.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final long SECOND = 1_000_000_000;

    /** Two reports, 5 s apart, of a pod and of another whose name begins alike. */
    private static final String REPORT = """
            {"monotonicNanos": %d, "pods": [
              {"name": "shopkeeper-1", "cpu": {"runNanos": 9}},
              {"name": "shop-1",
               "cpu": {"runNanos": %d, "waitContentionNanos": 2000000000, "waitQuotaNanos": 1000000000,
                       "blocked": {"disk": 4000000000, "network": 7000000000}},
               "disks": [{"reads": 10, "queuedNanos": 1000, "deviceNanos": 4000}, {"reads": 5}],
               "edges": [{"role": "CLIENT", "outstandingNanos": 3000000000},
                         {"role": "SERVER", "outstandingNanos": 6000000000, "answers": 40}]}]}
            """;

    private static Counters counters(long clockNanos, long runNanos) {
        return Counters.of(Json.parse(REPORT.formatted(clockNanos, runNanos)), "shop");
    }

    @Test
    void aReportIsReadAsItTravels() {
        assertThat(counters(7 * SECOND, 5 * SECOND))
                .isEqualTo(new Counters(
                        7 * SECOND, 5 * SECOND, 2 * SECOND, SECOND, 4 * SECOND, 3 * SECOND, 40, 15, 5_000));
        assertThat(Counters.of(Json.parse("{\"pods\": []}"), "shop")).isEqualTo(Counters.NONE);
    }

    /** 5 s of 4 threads are 20 s: 5 s running are 25 %, and what is in no counter is the rest. */
    @Test
    void sharesAreOfThreadsTimesWallTime() {
        Counters window = counters(7 * SECOND, 5 * SECOND).minus(new Counters(2 * SECOND, 0, 0, 0, 0, 0, 0, 0, 0));
        Shares shares = Shares.of(window, 4);
        assertThat(shares.percent())
                .isEqualTo(Map.of(
                        Share.RUN, 25.0,
                        Share.WAIT, 10.0,
                        Share.QUOTA, 5.0,
                        Share.DISK, 20.0,
                        Share.ANSWER, 15.0,
                        Share.OTHER, 25.0));
    }

    @Test
    void countersOfTheSameMomentAreNoWindow() {
        Counters now = counters(7 * SECOND, 5 * SECOND);
        assertThatIllegalArgumentException().isThrownBy(() -> Shares.of(now.minus(now), 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Shares.of(now, 0));
    }

    @Test
    void aMedianIsTakenShareByShare() {
        Shares median = Shares.median(List.of(running(50), running(10), running(20)));
        assertThat(median.of(Share.RUN)).isCloseTo(20, within(0.01));
        assertThat(Shares.median(List.of(running(50), running(10))).of(Share.RUN))
                .isCloseTo(10, within(0.01));
        assertThat(Arrays.stream(Share.values()).filter(share -> median.of(share) > 0))
                .containsExactly(Share.RUN, Share.OTHER);
    }

    private static Shares running(int percent) {
        return Shares.of(new Counters(100, percent, 0, 0, 0, 0, 0, 0, 0), 1);
    }

    /** 15 reads took 5 µs at the disk, so 9 million a second in a crowd are 3 at once. */
    @Test
    void inputsAreAReadsCostOnAverage() {
        Counters alone = counters(7 * SECOND, 30_000);
        Inputs inputs = Inputs.of(alone, new Counters(SECOND, 0, 0, 0, 0, 0, 0, 9_000_000, 0));
        assertThat(inputs.readCpuSeconds()).isCloseTo(2e-6, within(1e-12));
        assertThat(inputs.readDiskSeconds()).isCloseTo(5e-6 / 15, within(1e-12));
        assertThat(inputs.wakeSeconds()).isCloseTo(2.0 / 15, within(1e-12));
        assertThat(inputs.readsAtOnce()).isEqualTo(3);
        assertThat(Inputs.of(alone, new Counters(SECOND, 0, 0, 0, 0, 0, 0, 10, 0))
                        .readsAtOnce())
                .isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Inputs.of(Counters.NONE, alone));
    }

    @Test
    void whatIsNobodysCpuTimeIsNotIdleTimeNorThatOfNicedProcesses() {
        assertThat(Bystanders.busyNanos("cpu  100 7 20 900 3 1 2 0 0 0\ncpu0 9 9 9 9 9 9 9 9 9 9\n"))
                .isEqualTo(1_230_000_000);
        assertThat(new Bystanders(3 * SECOND).coresSince(new Bystanders(SECOND), 4 * SECOND))
                .isEqualTo(0.5);
        assertThat(new Bystanders(0).coresSince(new Bystanders(SECOND), SECOND)).isZero();
    }
}
