// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A process of {@code workload.c} in a cgroup: its threads start once it is in there, its main thread stands in read. */
final class Workload implements AutoCloseable {
    private static final Path DIRECTORY = directory();
    static final Path PROGRAM = compile();

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
                            DIRECTORY
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

    private static Path directory() {
        try {
            Path directory =
                    Files.createDirectories(Path.of("target", "workload").toAbsolutePath());
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compile() {
        Path source = DIRECTORY.resolve("workload.c");
        Path program = DIRECTORY.resolve("workload");
        try (InputStream in = Workload.class.getResourceAsStream("workload.c")) {
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
            Process clang = new ProcessBuilder(
                            List.of("clang", "-O1", "-w", "-pthread", source.toString(), "-o", program.toString()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(clang.getInputStream().readAllBytes(), UTF_8);
            if (clang.waitFor() != 0) {
                throw new IllegalStateException("clang: " + said);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
