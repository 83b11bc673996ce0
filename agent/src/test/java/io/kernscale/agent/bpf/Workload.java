// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process of {@code workload.c} in a cgroup: its threads start once it is in there, its main thread stands in read. */
final class Workload implements AutoCloseable {
    static final Path PROGRAM = CProgram.compile("workload");

    private final Process process;

    static Workload start(TestCgroup cgroup, String mode) {
        return start(cgroup, mode, 1, -1);
    }

    static Workload start(TestCgroup cgroup, String mode, int threads, int cpu) {
        try {
            Process process = new ProcessBuilder(
                            PROGRAM.toString(),
                            mode,
                            Integer.toString(threads),
                            Integer.toString(cpu),
                            CProgram.DIRECTORY
                                    .resolve("data-" + cgroup.path().getFileName())
                                    .toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            cgroup.add(process);
            return new Workload(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workload(Process process) throws IOException {
        this.process = process;
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        BufferedReader out = process.inputReader();
        if (!"started".equals(out.readLine())) {
            throw new IllegalStateException("the workload did not start");
        }
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
