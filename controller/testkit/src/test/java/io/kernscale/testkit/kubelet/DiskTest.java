// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskTest {
    @TempDir
    Path sys;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0xfe00,          254:0",
        "0x10301,         259:1", // ls -l /dev/nvme0n1p1: 259, 1 is 0x10301
        "0x10000001,      0:65537", // minors above 255 continue from bit 20 on
        "0x100000000000,  4096:0", // majors above 4095 from bit 44 on
    })
    void takesADeviceNumberApart(String device, String number) {
        assertThat(Disk.number(Long.decode(device))).isEqualTo(number);
    }

    @Test
    void findsTheWholeDiskOfAPartition() throws IOException {
        Path disk = device("devices/nvme0n1", "259:0");
        Path partition = device("devices/nvme0n1/nvme0n1p2", "259:2");
        Files.writeString(partition.resolve("partition"), "2\n");
        Files.createSymbolicLink(sys.resolve("259:0"), disk);
        Files.createSymbolicLink(sys.resolve("259:2"), partition);
        var whole = new Disk("259:0", "nvme0n1");
        assertThat(Disk.find(sys, "259:2")).contains(whole);
        assertThat(Disk.find(sys, "259:0")).contains(whole);
        assertThat(Disk.find(sys, "0:35")).as("no block device").isEmpty();
    }

    @Test
    void hasNoDiskInMemory() {
        assertThat(Disk.of(Path.of("/proc/self"))).isEmpty();
    }

    private Path device(String path, String number) throws IOException {
        Path directory = Files.createDirectories(sys.resolve(path));
        Files.writeString(directory.resolve("dev"), number + "\n");
        return directory;
    }
}
