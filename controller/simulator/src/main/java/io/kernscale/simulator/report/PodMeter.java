// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Layout.Pod;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts one pod. */
final class PodMeter {

    private static final int FIRST_PORT = 32_768;

    private final Pod pod;
    private final CpuMeter cpu;
    private final Map<EdgeKey, EdgeMeter> edges = new LinkedHashMap<>();
    private int ports;

    private record EdgeKey(Role role, String peer, int port) {}

    PodMeter(Pod pod, CpuLevel level) {
        this.pod = pod;
        this.cpu = new CpuMeter(level);
    }

    /** The next port for a connection that this pod opens. */
    int nextPort() {
        return FIRST_PORT + ports++;
    }

    EdgeMeter edge(Role role, String peer, int port) {
        return edges.computeIfAbsent(new EdgeKey(role, peer, port), key -> new EdgeMeter(role, peer, port));
    }

    void begin() {
        edges.values().forEach(EdgeMeter::begin);
    }

    void pass(CpuLevel level, double seconds, Noise noise) {
        cpu.pass(level, seconds, noise);
    }

    PodReport report(Noise noise) {
        return new PodReport(
                pod.uid(),
                PodReport.Kind.POD,
                Layout.NAMESPACE,
                pod.workload() + "-" + pod.uid(),
                1,
                cpu.counters(noise),
                cpu.disks("vd-" + pod.uid(), noise),
                edges.values().stream().map(edge -> edge.counters(noise)).toList(),
                SampleCounters.NONE,
                null);
    }
}
