// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process takes from its node. Source: proc_pid_status(5) and proc_pid_stat(5).
 *
 * @param rssBytes     resident memory; 0 when /proc cannot be read
 * @param userMillis   CPU time in user space
 * @param systemMillis CPU time in the kernel on our behalf
 * @param threads      operating system threads
 */
record ProcessUse(long rssBytes, long userMillis, long systemMillis, int threads) {

    /** USER_HZ, 100 on every architecture we run on. */
    private static final int MILLIS_PER_TICK = 10;

    static ProcessUse now() {
        return read(Path.of("/proc/self"));
    }

    static ProcessUse read(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            // the second field is the command in brackets and may hold spaces
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new ProcessUse(
                    kibibytes(process, "VmRSS:") * 1024,
                    Long.parseLong(fields[11]) * MILLIS_PER_TICK,
                    Long.parseLong(fields[12]) * MILLIS_PER_TICK,
                    Integer.parseInt(fields[17]));
        } catch (IOException e) {
            return new ProcessUse(0, 0, 0, 0);
        }
    }

    private static long kibibytes(Path process, String key) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(
                        line.substring(key.length()).replace("kB", "").strip());
            }
        }
        return 0;
    }
}
