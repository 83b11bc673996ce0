// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.cgroup.NodeSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a server serves; all of it stays its opener's to close, after the server.
 *
 * @param loop      collects from {@code node}
 * @param probes    every probe: attached how, or why not; called by any thread
 * @param nanoClock monotonic, the same as the loop's
 */
public record Served(
        CollectionLoop loop, NodeSource node, Supplier<List<ProbeStatus>> probes, LongSupplier nanoClock) {}
