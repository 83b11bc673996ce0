// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeCost;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.http.MetricsText.Type;
import io.kernscale.wire.FeatureStatus.Source;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The agent's own metrics. */
final class AgentMetrics {

    private final MetricsText text = new MetricsText();
    private final AgentHealth health;

    private AgentMetrics(AgentHealth health) {
        this.health = health;
    }

    static byte[] of(AgentHealth health) {
        var metrics = new AgentMetrics(health);
        metrics.collections();
        metrics.features();
        metrics.costs();
        metrics.maps();
        metrics.losses();
        metrics.requests();
        metrics.self();
        return metrics.text.toBytes();
    }

    private void collections() {
        text.family("kernscale_agent_collections_total", Type.COUNTER, "Collections that ended, by result.");
        long failures = health.collections().failures();
        text.sample(
                MetricsText.labels("result", "success"), health.collections().finished() - failures);
        text.sample(MetricsText.labels("result", "failure"), failures);
        text.family("kernscale_agent_collection_age_seconds", Type.GAUGE, "Age of the data in this answer.");
        text.seconds("", health.ageMillis() * 1_000_000);
        text.family("kernscale_agent_collection_duration_seconds", Type.GAUGE, "Length of the last good collection.");
        text.seconds("", health.latest().durationNanos());
        text.family("kernscale_agent_pods", Type.GAUGE, "Pods and plain cgroups in the report.");
        text.sample("", health.latest().report().pods().size());
        text.family("kernscale_agent_cgroups", Type.GAUGE, "Cgroups tracked.");
        text.sample("", health.node().cgroups());
        text.family("kernscale_agent_tree_walks_total", Type.COUNTER, "Walks of the whole cgroup tree.");
        text.sample("", health.node().treeWalks());
        text.family("kernscale_agent_pod_names", Type.GAUGE, "Pod names known, by where they come from.");
        text.sample(
                MetricsText.labels("source", health.node().names().source()),
                health.node().names().names());
    }

    private void features() {
        text.family(
                "kernscale_agent_feature_source",
                Type.GAUGE,
                "1 for what each feature rests on: tp_btf, raw_tp, perf_event, files or none.");
        for (var feature : health.latest().report().features()) {
            text.sample(MetricsText.labels("feature", lower(feature.feature()), "source", lower(feature.source())), 1);
        }
        text.family("kernscale_agent_probe_attached", Type.GAUGE, "1 when the BPF program is attached, else 0.");
        for (ProbeStatus probe : health.probes()) {
            text.sample(
                    MetricsText.labels(
                            "feature", lower(probe.feature()), "program", probe.program(), "hook", probe.hook()),
                    probe.source() == Source.NONE ? 0 : 1);
        }
    }

    private void costs() {
        text.family(
                "kernscale_agent_probe_runs_total",
                Type.COUNTER,
                "Runs of a BPF program, counted while kernel.bpf_stats_enabled is 1.");
        for (ProbeCost cost : health.node().costs()) {
            text.sample(program(cost), cost.runs());
        }
        text.family(
                "kernscale_agent_probe_run_seconds_total",
                Type.COUNTER,
                "CPU time of a BPF program, counted while kernel.bpf_stats_enabled is 1.");
        for (ProbeCost cost : health.node().costs()) {
            text.seconds(program(cost), cost.runNanos());
        }
    }

    private static String program(ProbeCost cost) {
        return MetricsText.labels("feature", lower(cost.feature()), "program", cost.program());
    }

    private void maps() {
        text.family("kernscale_agent_map_used_entries", Type.GAUGE, "Entries in use of a BPF map.");
        eachMap(MapFill::used);
        text.family("kernscale_agent_map_capacity_entries", Type.GAUGE, "Entries that a BPF map can hold.");
        eachMap(MapFill::capacity);
        text.family("kernscale_agent_map_memory_bytes", Type.GAUGE, "Kernel memory of a BPF map.");
        eachMap(MapFill::memoryBytes);
    }

    private void eachMap(ToLongFunction<MapFill> value) {
        for (MapFill map : health.node().maps()) {
            text.sample(MetricsText.labels("feature", lower(map.feature()), "map", map.map()), value.applyAsLong(map));
        }
    }

    private void losses() {
        text.family("kernscale_agent_losses_total", Type.COUNTER, "What was seen and could not be kept.");
        for (var loss : health.latest().report().losses()) {
            text.sample(MetricsText.labels("feature", lower(loss.feature()), "reason", loss.reason()), loss.count());
        }
    }

    private void requests() {
        text.family("kernscale_agent_http_answers_total", Type.COUNTER, "HTTP answers, by status code.");
        health.answers().forEach((status, count) -> text.sample(MetricsText.labels("code", status.toString()), count));
        text.family("kernscale_agent_http_aborted_total", Type.COUNTER, "Clients that left before the answer's end.");
        text.sample("", health.aborted());
        text.family("kernscale_agent_refused_total", Type.COUNTER, "Requests of those who may not read, by reason.");
        health.refusals()
                .forEach((refusal, count) -> text.sample(MetricsText.labels("reason", refusal.label()), count));
    }

    private void self() {
        text.family("kernscale_agent_resident_memory_bytes", Type.GAUGE, "Resident memory of the agent.");
        text.sample("", health.use().rssBytes());
        text.family("kernscale_agent_cpu_seconds_total", Type.COUNTER, "CPU time of the agent, by mode.");
        text.seconds(MetricsText.labels("mode", "user"), health.use().userMillis() * 1_000_000);
        text.seconds(MetricsText.labels("mode", "system"), health.use().systemMillis() * 1_000_000);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
