// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/** Ticks at one address. @param tgid the process, 0 for the kernel */
record HotSample(int tgid, long ip, boolean inKernel, long samples) {}
