// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The probes compile for both machines, whichever this is. The other one's headers are Debian's package
 * {@code linux-libc-dev-arm64-cross} or {@code linux-libc-dev-amd64-cross}, which {@code ./kernscale test} installs.
 */
class BothMachinesTest {

    private static final Path PROBES = Path.of("../probes");

    @TempDir
    Path work;

    /** The objects' BTF has the names of the fields that they read. */
    @ParameterizedTest
    @CsvSource({"x86_64, amd64, orig_ax", "aarch64, aarch64, syscallno"})
    void theSchedulerProbeReadsTheNumberOfASystemCallWhereThatMachineKeepsIt(
            String machine, String javaName, String register) throws IOException, InterruptedException {
        Path headers = Path.of("/usr/" + machine + "-linux-gnu/include/asm");
        boolean hasHeaders = Files.isDirectory(headers);
        assertThat(hasHeaders || System.getenv("KERNSCALE_REQUIRE_KERNEL") == null || isThis(javaName))
                .as("KERNSCALE_REQUIRE_KERNEL is set, and %s is missing", headers)
                .isTrue();
        assumeTrue(hasHeaders || isThis(javaName), headers + " is missing");

        Process compiler = new ProcessBuilder(
                        PROBES.resolve("compile-bpf.sh").toString(),
                        PROBES.resolve("src/main/bpf").toString(),
                        work.toString(),
                        machine)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(compiler.getInputStream().readAllBytes(), ISO_8859_1))
                .isEmpty();
        assertThat(compiler.waitFor()).isZero();
        assertThat(Files.readString(work.resolve("sched.bpf.o"), ISO_8859_1)).contains(register);
    }

    private static boolean isThis(String javaName) {
        return System.getProperty("os.arch").equals(javaName);
    }
}
