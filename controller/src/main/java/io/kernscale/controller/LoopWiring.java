// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.kernscale.controller.act.Actuator;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.api.PastViews;
import io.kernscale.controller.collect.EndpointSource;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.agent.AgentPoller;
import io.kernscale.controller.collect.agent.FixedEndpoints;
import io.kernscale.controller.collect.kube.KubeCluster;
import io.kernscale.controller.collect.kube.KubeScales;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.AgentSecurityProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.JournalProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.config.MapViewProperties;
import io.kernscale.controller.config.MetricsProperties;
import io.kernscale.controller.journal.Journal;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.LeadershipHealth;
import io.kernscale.controller.loop.LoopHealth;
import io.kernscale.controller.loop.LoopRunner;
import io.kernscale.controller.loop.LoopSettings;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.Stages;
import io.kernscale.controller.metrics.LeaderMetrics;
import io.kernscale.controller.metrics.LoopMetrics;
import io.kernscale.controller.metrics.MapMetrics;
import io.kernscale.controller.metrics.ViewMetrics;
import io.kernscale.controller.metrics.WorkloadMetrics;
import io.kernscale.controller.signal.Signals;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The loop, and who looks at it. */
@Configuration(proxyBeanMethods = false)
class LoopWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    AgentPoller agentPoller(AgentProperties properties, AgentSecurityProperties security) {
        return new AgentPoller(properties, security);
    }

    @Bean
    MeterBinder breakerMetrics(AgentPoller poller) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(poller.breakers());
    }

    @Bean
    LoopMetrics loopMetrics() {
        return new LoopMetrics();
    }

    @Bean
    ViewMetrics viewMetrics() {
        return new ViewMetrics();
    }

    @Bean
    MapMetrics mapMetrics(MapViewProperties properties) {
        return new MapMetrics(properties.maxMeters());
    }

    @Bean
    WorkloadMetrics workloadMetrics(MetricsProperties properties) {
        return new WorkloadMetrics(properties.maxWorkloads());
    }

    @Bean
    LeaderMetrics leaderMetrics(Leadership leadership) {
        return new LeaderMetrics(leadership);
    }

    @Bean
    PastViews pastViews(JsonMapper mapper, MapViewProperties properties) {
        return new PastViews(mapper, properties.historySize().toBytes());
    }

    @Bean
    Signals signals() {
        return new Signals();
    }

    @Bean
    Supplier<Instant> now(InstantSource clock) {
        return clock::instant;
    }

    @Bean
    Journal journal(JournalProperties properties) {
        return new Journal(properties.entries(), properties.size().toBytes());
    }

    @Bean
    LoopSettings loopSettings(
            AgentProperties agents,
            DecideProperties decide,
            HpaProperties hpa,
            LoopProperties loop,
            MapProperties map) {
        return new LoopSettings(agents, decide, hpa, loop, map);
    }

    @Bean
    Stages stages(
            AgentProperties properties,
            AgentPoller poller,
            KubeCluster cluster,
            KubeScales scales,
            MetricSource metrics,
            Actuator actuator,
            Reporter reporter,
            Journal journal,
            Leadership leadership) {
        EndpointSource endpoints = properties.fixed().isEmpty() ? cluster : new FixedEndpoints(properties.fixed());
        return new Stages(
                endpoints,
                poller,
                cluster,
                cluster.scalers(),
                scales,
                metrics,
                actuator,
                reporter,
                journal,
                leadership);
    }

    @Bean
    ControlLoop controlLoop(Stages stages, LoopSettings settings, InstantSource clock, LoopMetrics metrics) {
        return new ControlLoop(stages, settings, clock, metrics);
    }

    @Bean
    LoopRunner loopRunner(
            ControlLoop loop,
            AgentProperties properties,
            ViewMetrics metrics,
            WorkloadMetrics workloads,
            MapMetrics map,
            PastViews past,
            Signals signals) {
        return new LoopRunner(
                loop::poll,
                () -> {
                    loop.pass();
                    LoopView view = loop.view();
                    metrics.show(view);
                    workloads.show(view);
                    map.show(view.map());
                    past.keep(view);
                    signals.keep(view.map().nodes(), view.at());
                },
                properties.pollInterval());
    }

    @Bean
    LoopHealth loopHealthIndicator(ControlLoop loop, LoopProperties properties, InstantSource clock) {
        return new LoopHealth(loop, properties.stalledAfter(), clock);
    }

    @Bean
    LeadershipHealth leadershipHealthIndicator(Leadership leadership) {
        return new LeadershipHealth(leadership);
    }

    @Bean
    Supplier<LoopView> loopView(ControlLoop loop) {
        return loop::view;
    }
}
