// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Programs of the kernel tests, compiled from this package's resources. */
final class CProgram {
    static final Path DIRECTORY = directory();

    private CProgram() {}

    /** The program made of {@code <name>.c}. */
    static Path compile(String name) {
        Path source = DIRECTORY.resolve(name + ".c");
        Path program = DIRECTORY.resolve(name);
        try (InputStream in = CProgram.class.getResourceAsStream(name + ".c")) {
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
}
