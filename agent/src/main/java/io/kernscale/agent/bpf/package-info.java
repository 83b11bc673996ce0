// SPDX-License-Identifier: Apache-2.0
/** The kernel's edge: loads the probes through libbpf and hands out raw counters keyed by cgroup id. First in the agent's flow. */
@NullMarked
package io.kernscale.agent.bpf;

import org.jspecify.annotations.NullMarked;
