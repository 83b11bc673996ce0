// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a run keeps its program, its logs and the file that the disk workload writes to. */
final class RunDirectory {
    private static final List<String> CANDIDATES = List.of("/var/tmp", "/var/lib", "/root", "");

    private RunDirectory() {}

    /** A new directory on a block device: on a tmpfs nobody would ever wait for the disk. */
    static Path create() {
        try {
            for (String candidate : CANDIDATES) {
                Path parent = Path.of(candidate).toAbsolutePath();
                if (Files.isWritable(parent) && isOnDisk(parent)) {
                    return Files.createTempDirectory(parent, "kernscale-demo-");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the run", e);
        }
        throw new DemoException("none of /var/tmp, /var/lib, /root and the current directory is on a block device, "
                + "which the disk workload needs; run the demo from a directory on a disk.");
    }

    private static boolean isOnDisk(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        return !type.equals("tmpfs") && !type.equals("ramfs") && !type.startsWith("nfs");
    }
}
