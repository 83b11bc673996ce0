// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes in real cgroups beside the simulator. */
class CalibrationIT {
    private static final Path HOME = Path.of("../..");

    private static @Nullable MiniCluster cluster;
    private static Calibration calibration;
    private static Inputs inputs;

    @BeforeAll
    static void start() throws InterruptedException {
        try {
            cluster = MiniCluster.start(HOME, MiniCluster.freePort());
        } catch (DemoException e) {
            Assumptions.assumeTrue("1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL")), e.getMessage());
            throw e;
        }
        calibration = new Calibration(cluster, 3, Duration.ofSeconds(2));
        inputs = calibration.inputs();
    }

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSimulatorSpendsTimeAsTheKernelDoes(Case described) throws InterruptedException {
        Comparison comparison = calibration.compare(described, inputs);
        Assumptions.assumeTrue(
                comparison.isQuiet() || comparison.agrees(), "others used the CPUs all the time; run it again");
        assertThat(comparison.agrees())
                .as("%s%s", Comparison.head(), comparison.rows())
                .isTrue();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
