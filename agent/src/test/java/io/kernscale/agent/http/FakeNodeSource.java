// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeCost;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.cgroup.NamesStatus;
import io.kernscale.agent.cgroup.NodeSource;
import io.kernscale.agent.cgroup.NodeStatus;
import io.kernscale.agent.cgroup.PodDetail;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.Reports;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** A node whose collections are scripted: each gets its number, from 1. */
final class FakeNodeSource implements NodeSource {

    static final List<ProbeStatus> PROBES = List.of(
            new ProbeStatus(Feature.SCHEDULER, "on_switch", "sched_switch", Source.TP_BTF, "", List.of()),
            new ProbeStatus(
                    Feature.BLOCK,
                    "on_issue",
                    "block_rq_issue",
                    Source.NONE,
                    "refused by the verifier; report it",
                    List.of("R1 invalid mem access 'scalar'", "processed 42 insns")));

    final AtomicLong collections = new AtomicLong();
    volatile LongFunction<NodeReport> script = FakeNodeSource::golden;

    static NodeReport golden(long sequence) {
        NodeReport golden = Reports.golden();
        return new NodeReport(
                golden.apiVersion(),
                golden.node(),
                golden.epoch(),
                sequence,
                golden.monotonicNanos(),
                0,
                golden.cpus(),
                golden.features(),
                golden.pods(),
                golden.losses());
    }

    @Override
    public NodeReport collect() {
        return script.apply(collections.incrementAndGet());
    }

    @Override
    public Optional<PodDetail> pod(String uid) {
        return Reports.golden().pods().stream()
                .filter(pod -> pod.uid().equals(uid))
                .findFirst()
                .map(pod -> new PodDetail(
                        pod,
                        List.of(new PodDetail.Container(
                                "ab12",
                                List.of("/kubepods/pod1/ab12"),
                                pod.cpu(),
                                pod.disks(),
                                pod.edges(),
                                pod.samples()))));
    }

    @Override
    public NodeStatus status() {
        return new NodeStatus(
                "/sys/fs/cgroup",
                "",
                3,
                2,
                1,
                new NamesStatus("kubernetes-api", 2, 1, ""),
                List.of(new MapFill(Feature.SCHEDULER, "sched_slots", 30, 120, 4_096)),
                List.of(new ProbeCost(Feature.SCHEDULER, "on_switch", 10, 2_220)));
    }

    @Override
    public void close() {}
}
