// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

/**
 * How pod names are learnt.
 *
 * @param source     where from: {@code kubernetes-api}, {@code pod-logs} or {@code none}
 * @param names      names known
 * @param ageSeconds time since the source was last heard of; -1 when it never was
 * @param detail     empty when all is well, else one sentence with the reason and the next step
 */
public record NamesStatus(String source, int names, long ageSeconds, String detail) {

    public NamesStatus {
        requireNonNull(source, "source");
        requireNonNull(detail, "detail");
    }
}
