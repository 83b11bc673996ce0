// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.cgroup.NodeClaim;
import io.kernscale.agent.cgroup.NodeCollector;
import io.kernscale.agent.cgroup.NodeSource;
import io.kernscale.agent.http.AgentServer;
import io.kernscale.agent.http.CollectionLoop;
import io.kernscale.agent.http.Served;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * A running agent. Opened in the order of the flow, except that the port comes first: who cannot have it must not load
 * probes. Closed in reverse, so that nothing reads a map that is gone.
 */
final class Agent implements AutoCloseable {

    private final NodeClaim claim;
    private final AgentServer server;
    private final CollectionLoop loop;
    private final NodeSource node;
    private final KernelProbes probes;

    private Agent(NodeClaim claim, AgentServer server, CollectionLoop loop, NodeSource node, KernelProbes probes) {
        this.claim = claim;
        this.server = server;
        this.loop = loop;
        this.node = node;
        this.probes = probes;
    }

    /**
     * Starts when the node is to be had.
     *
     * @throws IOException when the port cannot be had; nothing is left open then
     */
    static Agent start(AgentConfig config, Access access, Supplier<KernelProbes> openProbes)
            throws IOException, InterruptedException {
        AgentServer server = AgentServer.bind(new InetSocketAddress(config.bind(), config.port()), access.tls());
        NodeClaim claim =
                config.onePerNode() ? NodeTurn.await(config.node().hostRoot(), server::standBy) : NodeClaim.shared();
        KernelProbes probes = openProbes.get();
        NodeSource node = NodeCollector.open(config.node(), probes);
        CollectionLoop loop = CollectionLoop.start(node, config.timing(), System::nanoTime);
        server.serve(new Served(loop, node, probes::status, System::nanoTime), access, config.maxRequests());
        return new Agent(claim, server, loop, node, probes);
    }

    int port() {
        return server.port();
    }

    List<ProbeStatus> probes() {
        return probes.status();
    }

    /** What this host cannot show, in a sentence; empty when all is well. */
    String notice() {
        return node.status().notice();
    }

    @Override
    public void close() {
        server.close();
        loop.close();
        node.close();
        probes.close();
        claim.close();
    }
}
