// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

/**
 * PSI {@code total} fields of a pod's cgroup: wall time in µs in which some (or all) of its threads were held up.
 * Source: Documentation/accounting/psi.rst.
 *
 * @param cpuSomeMicros    somebody waited for a CPU, whether for contention or for quota
 * @param ioSomeMicros     somebody waited for I/O
 * @param ioFullMicros     everybody waited for I/O
 * @param memorySomeMicros somebody waited for memory
 */
public record PressureTotals(long cpuSomeMicros, long ioSomeMicros, long ioFullMicros, long memorySomeMicros) {

    public PressureTotals {
        Checks.notNegative(cpuSomeMicros, "cpuSomeMicros");
        Checks.notNegative(ioSomeMicros, "ioSomeMicros");
        Checks.notNegative(ioFullMicros, "ioFullMicros");
        Checks.notNegative(memorySomeMicros, "memorySomeMicros");
    }
}
