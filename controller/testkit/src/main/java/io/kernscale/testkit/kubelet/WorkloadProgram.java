// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The program that all demo containers run; see {@code workload.c} for its modes. */
public final class WorkloadProgram {

    private WorkloadProgram() {}

    /** Writes the program into a directory and returns where it is. */
    public static Path extractTo(Path directory) {
        Path program = directory.resolve("workload");
        try (InputStream packed = WorkloadProgram.class.getResourceAsStream("workload")) {
            if (packed == null) {
                throw new IllegalStateException(
                        "the workload program is not in the jar; clang compiles it in the Maven build");
            }
            Files.copy(packed, program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the workload program to " + directory, e);
        }
    }
}
