// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The executable mappings of one process, from {@code /proc/<pid>/maps}. */
record ProcessMaps(List<Mapping> mappings) {

    /** Addresses {@code [start, end)} show the file from {@code fileOffset} on. */
    record Mapping(long start, long end, long fileOffset, String file) {

        boolean holds(long address) {
            return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
        }
    }

    ProcessMaps {
        mappings = List.copyOf(mappings);
    }

    /** Empty when the process is gone. */
    static ProcessMaps of(int pid) {
        try {
            return parse(Files.readAllLines(Path.of("/proc/" + pid + "/maps")));
        } catch (IOException e) {
            return new ProcessMaps(List.of());
        }
    }

    /** Lines as in {@code proc_pid_maps(5)}: {@code start-end perms offset device inode path}, numbers in hex. */
    static ProcessMaps parse(List<String> lines) {
        List<Mapping> executable = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split("\\s+", 6);
            if (fields.length >= 5 && fields[1].indexOf('x') >= 0) {
                int dash = fields[0].indexOf('-');
                executable.add(new Mapping(
                        Long.parseUnsignedLong(fields[0].substring(0, dash), 16),
                        Long.parseUnsignedLong(fields[0].substring(dash + 1), 16),
                        Long.parseUnsignedLong(fields[2], 16),
                        fields.length == 6 ? fields[5] : ""));
            }
        }
        return new ProcessMaps(executable);
    }

    Optional<Mapping> at(long address) {
        return mappings.stream().filter(mapping -> mapping.holds(address)).findFirst();
    }
}
