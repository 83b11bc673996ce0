// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.wire.PressureTotals;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of the cgroups' text files. Source: Documentation/admin-guide/cgroup-v2.rst, Documentation/accounting/psi.rst. */
final class KernelText {
    private KernelText() {}

    /** The number behind {@code key} in lines of {@code key number}; {@code missing} when there is none. */
    static long field(String text, String key, long missing) {
        int start = text.startsWith(key + " ") ? 0 : text.indexOf("\n" + key + " ") + 1;
        return start == 0 && !text.startsWith(key + " ") ? missing : number(text, start + key.length() + 1, missing);
    }

    /** {@code total} of the line of a pressure file that begins with {@code some} or {@code full}; 0 without it. */
    static long pressureTotal(@Nullable String text, String line) {
        if (text == null) {
            return 0;
        }
        int start = text.indexOf(line + " ");
        int total = start < 0 ? -1 : text.indexOf("total=", start);
        return total < 0 ? 0 : number(text, total + "total=".length(), 0);
    }

    /** Null where the kernel has no PSI. */
    static @Nullable PressureTotals pressure(@Nullable String cpu, @Nullable String io, @Nullable String memory) {
        return cpu == null
                ? null
                : new PressureTotals(
                        pressureTotal(cpu, "some"),
                        pressureTotal(io, "some"),
                        pressureTotal(io, "full"),
                        pressureTotal(memory, "some"));
    }

    /** Cores of {@code cpu.max}: {@code 150000 100000} is 1.5; null for {@code max 100000}. */
    static @Nullable Double cpuMax(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? null : cores(number(text, 0, -1), number(text, space + 1, 0));
    }

    /** Quota over period; null when either says that there is no limit. */
    static @Nullable Double cores(long quotaMicros, long periodMicros) {
        return quotaMicros > 0 && periodMicros > 0 ? (double) quotaMicros / periodMicros : null;
    }

    /** {@code io.stat}: a line {@code 8:0 rbytes=… wbytes=… rios=… wios=… dbytes=… dios=…} per device. */
    static Map<DeviceNumber, FileTotals.Io> ioStat(String text) {
        Map<DeviceNumber, FileTotals.Io> disks = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            int space = line.indexOf(' ');
            if (colon > 0 && space > colon) {
                disks.put(
                        new DeviceNumber((int) number(line, 0, 0), (int) number(line, colon + 1, 0)),
                        new FileTotals.Io(
                                value(line, " rios="),
                                value(line, " wios=") + value(line, " dios="),
                                value(line, " rbytes="),
                                value(line, " wbytes=")));
            }
        });
        return disks;
    }

    private static long value(String line, String key) {
        int at = line.indexOf(key);
        return at < 0 ? 0 : number(line, at + key.length(), 0);
    }

    /** The decimal number at {@code start}; {@code missing} when there is no digit. */
    static long number(String text, int start, long missing) {
        int at = start;
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        return at == start ? missing : value;
    }
}
