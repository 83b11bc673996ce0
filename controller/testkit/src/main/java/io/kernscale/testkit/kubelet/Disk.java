// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A whole disk: limits are set on it, never on a partition.
 *
 * @param number major and minor: {@code 254:0}
 * @param name   {@code vda}
 */
public record Disk(String number, String name) {
    private static final Path DEVICES = Path.of("/sys/dev/block");

    /** The disk that holds a file; empty where that is no block device: a file system in memory, on a network, of layers. */
    public static Optional<Disk> of(Path file) {
        try {
            return find(DEVICES, number((long) Files.getAttribute(file, "unix:dev")))
                    .or(() -> ofSource(file)); // btrfs numbers its volumes by itself
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the disk of " + file, e);
        }
    }

    private static Optional<Disk> ofSource(Path file) {
        try {
            Path source = Path.of(Files.getFileStore(file).name());
            return Files.exists(source) && source.isAbsolute()
                    ? find(DEVICES, number((long) Files.getAttribute(source, "unix:rdev")))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Example: 0xfe00 is {@code 254:0}. The kernel's order of bits is that of {@code makedev(3)}. */
    static String number(long device) {
        long major = device >> 8 & 0xfff | device >> 32 & 0xfffff000L;
        long minor = device & 0xff | device >> 12 & 0xffffff00L;
        return major + ":" + minor;
    }

    /** @param devices a directory with a link by number to each device's directory, as {@code /sys/dev/block} is */
    static Optional<Disk> find(Path devices, String number) {
        try {
            Path link = devices.resolve(number);
            if (!Files.exists(link)) {
                return Optional.empty();
            }
            Path directory = link.toRealPath();
            Path disk = Files.exists(directory.resolve("partition"))
                    ? directory.resolve("..").normalize()
                    : directory;
            return Optional.of(new Disk(
                    Files.readString(disk.resolve("dev")).strip(),
                    disk.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the device " + number + " in " + devices, e);
        }
    }
}
