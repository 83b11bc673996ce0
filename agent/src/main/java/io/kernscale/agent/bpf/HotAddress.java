// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/** Where a cgroup burns CPU; meanings as in {@code io.kernscale.wire.HotSpot}. */
public record HotAddress(String mapping, long offset, String symbol, long samples) {}
