// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.act.ReportException;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.metrics.LoopMetrics;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.Mode;
import io.kernscale.wire.PodReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * One Deployment with its autoscaler, an agent, an API server and a clock, for several controllers to look at. Its CPU is
 * wanted at half of the requests of 0.5 cores; a decision follows from the metrics alone, so that a test can count it out.
 */
final class World {

    static final Duration ROUND = Duration.ofSeconds(2);

    private static final WorkloadKey CART = new WorkloadKey("shop", "Deployment", "cart");
    private static final AgentEndpoint AGENT = new AgentEndpoint("node-1", URI.create("http://a:1"));
    private static final KernelSpec OFF =
            new KernelSpec(false, KernelSpec.DEFAULT_TARGET_SATURATION, LockPolicy.HOLD, KernelSpec.Labels.DEFAULT);

    final List<String> writes = new ArrayList<>();
    private final Map<String, Long> runMillis = new HashMap<>();
    private final @Nullable Behavior behavior;
    private int replicas;
    private double coresOfPod;
    private boolean apiAway;
    private boolean killsBeforeStatus;
    private long sequence;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable AutoscalerStatus told;

    World(int replicas, @Nullable Behavior behavior) {
        this.replicas = replicas;
        this.behavior = behavior;
    }

    /** From now on each pod uses so much. */
    void load(double coresOfPod) {
        this.coresOfPod = coresOfPod;
    }

    /** From now on the API server does not answer, or does again; what is known of its objects stays known. */
    void apiAway(boolean away) {
        this.apiAway = away;
    }

    /** The next controller that writes a scale is dead before it can tell of it. */
    void killWhoScalesNext() {
        killsBeforeStatus = true;
    }

    void setByHand(int replicas) {
        this.replicas = replicas;
    }

    /** As the API server has it. */
    AutoscalerStatus told() {
        return Objects.requireNonNull(told);
    }

    ControlLoop controller(Leadership leadership) {
        Stages stages = new Stages(
                () -> List.of(AGENT),
                (agents, each) -> each.accept(report()),
                () -> Optional.of(new Cluster(List.of(autoscaler()), pods(), List.of())),
                OwnerSource.NOBODY,
                (namespace, target) -> scale(),
                MetricSource.NONE,
                this::write,
                new Statuses(),
                DecisionLog.NONE,
                leadership);
        LoopSettings settings = new LoopSettings(
                defaults("kernscale.agents", AgentProperties.class),
                defaults("kernscale.decide", DecideProperties.class),
                defaults("kernscale.hpa", HpaProperties.class),
                defaults("kernscale.loop", LoopProperties.class),
                defaults("kernscale.map", MapProperties.class));
        return new ControlLoop(stages, settings, () -> now, new LoopMetrics());
    }

    private static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }

    /** Lets time pass, and each of them look at the world once in a round. */
    void pass(Duration time, ControlLoop... controllers) {
        for (long rounds = time.dividedBy(ROUND); rounds > 0; rounds--) {
            sequence++;
            now = now.plus(ROUND);
            for (String uid : uids()) {
                runMillis.merge(uid, (long) (coresOfPod * ROUND.toMillis()), Long::sum);
            }
            for (ControlLoop controller : controllers) {
                controller.round();
            }
        }
    }

    private List<String> uids() {
        return IntStream.range(0, replicas).mapToObj(i -> "cart" + i).toList();
    }

    private ClusterPods pods() {
        List<WorkloadKey> owners = List.of(CART);
        return new ClusterPods(uids().stream()
                .map(uid -> new PodState(uid, "shop", uid, "node-1", owners, Instant.EPOCH, 0.5, 1.0, PodNetwork.NONE))
                .toList());
    }

    private PollResult report() {
        PodReport[] rows = uids().stream()
                .map(uid -> pod(uid, runMillis.getOrDefault(uid, 0L), 0, 0))
                .toArray(PodReport[]::new);
        return new PollResult.Answered(AGENT, reportOf("node-1", sequence, rows), List.of());
    }

    private Autoscaler autoscaler() {
        MetricSpec cpu = new MetricSpec.Resource("cpu", new MetricTarget.Utilization(50));
        AutoscalerStatus status = told;
        return new Autoscaler.Valid(
                new AutoscalerId("shop", "cart", "uid", 1),
                status == null ? null : status.lastScaleTime(),
                new TargetRef("apps/v1", "Deployment", "cart"),
                new AutoscalingSpec(1, 20, List.of(cpu), behavior),
                Mode.AUTO,
                OFF,
                status == null ? Past.NONE : status.past());
    }

    private TargetScale scale() {
        return apiAway
                ? new TargetScale.Unknown("FailedGetScale", "test: no answer")
                : new TargetScale.Known(replicas, replicas, "");
    }

    private ScaleResult write(ScaleRequest request) {
        if (apiAway) {
            return new ScaleResult.Refused("test: no answer");
        }
        writes.add(request.from() + " to " + request.to());
        replicas = request.to();
        if (killsBeforeStatus) {
            killsBeforeStatus = false;
            throw new IllegalStateException("test: killed");
        }
        return new ScaleResult.Written();
    }

    private final class Statuses implements Reporter {

        @Override
        public void status(AutoscalerId autoscaler, AutoscalerStatus status) throws ReportException {
            if (apiAway) {
                throw new ReportException("test: no answer");
            }
            told = status;
        }

        @Override
        public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant at) {}
    }
}
