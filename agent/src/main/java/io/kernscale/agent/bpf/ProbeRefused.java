// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.util.List;

/** The kernel refused every variant of a feature. */
final class ProbeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ProbeStatus> status;

    ProbeRefused(List<ProbeStatus> status) {
        super(status.getFirst().reason());
        this.status = List.copyOf(status);
    }

    /** Its programs and why each does not run. */
    List<ProbeStatus> status() {
        return status;
    }
}
