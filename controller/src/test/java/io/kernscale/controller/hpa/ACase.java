// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricSpec.ObjectRef;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, as a rule's input. Every pod has two containers; each requests the listed cores, by default 1, and
 * uses the listed millicores. Metrics that are no resource have one value a pod, or one in all.
 *
 * <p>Flags: {@code ready=TFU} by pod; {@code start=hc}: hot pods started now, cool ones 3 minutes ago, others long ago;
 * {@code phase=RFP}; {@code del=TF}; {@code container2}: a metric of that container; {@code tol=0.1,0.01} down and up.
 */
final class ACase {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** As the original's unit tests have them. */
    static final HpaSettings SETTINGS = new HpaSettings(
            0.1, Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(15));

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final String kind;
    private final int current;
    private final String[] levels;
    private final String[] requests;
    private final Map<String, String> flags = new HashMap<>();

    ACase(String kind, int current, String levels, @Nullable String requests, @Nullable String flags) {
        this.kind = kind;
        this.current = current;
        this.levels = levels.isEmpty() ? new String[0] : levels.split(" ", -1);
        this.requests = requests == null ? new String[0] : requests.split(" ", -1);
        if (flags != null) {
            Arrays.stream(flags.split(" ", -1))
                    .map(flag -> flag.split("=", 2))
                    .forEach(flag -> this.flags.put(flag[0], flag.length > 1 ? flag[1] : ""));
        }
    }

    HpaInput input(int min, int max, MetricTarget target, @Nullable Behavior behavior) {
        String tolerance = flags.get("tol");
        AutoscalingSpec spec = new AutoscalingSpec(
                min, max, List.of(metric(target)), tolerance == null ? behavior : tolerant(tolerance.split(",", 2)));
        int status = Integer.parseInt(flags.getOrDefault("status", "" + current));
        return new HpaInput(spec, current, status, pods(status), List.of(reading()), HpaState.NONE, SETTINGS, NOW);
    }

    private static Behavior tolerant(String[] tolerances) {
        return new Behavior(rules(milli(tolerances[1])), rules(milli(tolerances[0])));
    }

    private static long milli(String value) {
        return Math.round(Double.parseDouble(value) * 1_000);
    }

    private static ScalingRules rules(long toleranceMilli) {
        return new ScalingRules(
                0, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PERCENT, 100_000, 15)), toleranceMilli, true);
    }

    private MetricSpec metric(MetricTarget target) {
        String container = container();
        return switch (kind) {
            case "resource" ->
                container == null
                        ? new MetricSpec.Resource("cpu", target)
                        : new MetricSpec.ContainerResource("cpu", container, target);
            case "memory" -> new MetricSpec.Resource("memory", target);
            case "pods" -> new MetricSpec.Pods(new MetricId("qps", null), target);
            case "object" ->
                new MetricSpec.OfObject(
                        new ObjectRef("apps/v1", "Deployment", "some"), new MetricId("qps", null), target);
            case "external" -> new MetricSpec.External(new MetricId("qps", null), target);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private @Nullable String container() {
        return flags.keySet().stream()
                .filter(flag -> flag.startsWith("container"))
                .findFirst()
                .orElse(null);
    }

    private MetricReading reading() {
        if (kind.equals("object") || kind.equals("external")) {
            return new Values(Arrays.stream(levels).map(ACase::level).toList(), NOW);
        }
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < levels.length; i++) {
            samples.put("pod-" + i, new Sample(value(levels[i]), NOW, WINDOW));
        }
        return new PodSamples(samples);
    }

    private long value(String level) {
        if (kind.equals("pods")) {
            return level(level);
        }
        String[] each = level.contains("/") ? level.split("/", 2) : new String[] {level, level};
        String container = container();
        return container == null ? level(each[0]) + level(each[1]) : level(each[container.endsWith("2") ? 1 : 0]);
    }

    private static long level(String text) {
        return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
    }

    private List<PodFacts> pods(int status) {
        int count = Math.max(status, flags.getOrDefault("phase", "").length());
        List<PodFacts> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(pod(i));
        }
        return pods;
    }

    private PodFacts pod(int i) {
        Instant start = switch (at("start", i, '-')) {
            case 'h' -> NOW;
            case 'c' -> NOW.minusSeconds(180);
            default -> Instant.EPOCH;
        };
        Phase phase = switch (at("phase", i, 'R')) {
            case 'F' -> Phase.FAILED;
            case 'P' -> Phase.PENDING;
            case 'S' -> Phase.SUCCEEDED;
            default -> Phase.RUNNING;
        };
        Status ready = switch (at("ready", i, 'T')) {
            case 'T' -> Status.TRUE;
            case 'U' -> Status.UNKNOWN;
            default -> Status.FALSE;
        };
        return new PodFacts(
                "pod-" + i,
                phase,
                at("del", i, 'F') == 'T',
                start,
                new ReadyCondition(ready, start),
                List.of(container("container1", i), container("container2", i)),
                null,
                null);
    }

    private ContainerFacts container(String name, int pod) {
        @Nullable
        Long request = requests.length == 0
                ? (Long) 1_000L
                : requests[0].equals("none") ? null : (Long) milli(requests[Math.min(pod, requests.length - 1)]);
        return new ContainerFacts(name, null, false, request, request);
    }

    private char at(String flag, int pod, char usual) {
        String values = flags.getOrDefault(flag, "");
        return pod < values.length() ? values.charAt(pod) : usual;
    }
}
