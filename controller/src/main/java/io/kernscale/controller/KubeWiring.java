// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.kernscale.controller.act.Actuator;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.act.kube.KubeActuator;
import io.kernscale.controller.act.kube.KubeReporter;
import io.kernscale.controller.act.kube.LeaseLeadership;
import io.kernscale.controller.act.kube.PodIdentity;
import io.kernscale.controller.adopt.Adoption;
import io.kernscale.controller.adopt.kube.KubeAdoption;
import io.kernscale.controller.adopt.kube.Patience;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeCluster;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubeMetrics;
import io.kernscale.controller.collect.kube.KubePaths;
import io.kernscale.controller.collect.kube.KubeScales;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.KubeProperties;
import io.kernscale.controller.config.LeaderElectionProperties;
import io.kernscale.controller.metrics.ApiMetrics;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that talks to the API server. */
@Configuration(proxyBeanMethods = false)
class KubeWiring {

    @Bean
    ApiMetrics apiMetrics() {
        return new ApiMetrics();
    }

    @Bean
    KubeClients kubeClients(KubeProperties properties, ApiMetrics metrics) {
        return new KubeClients(properties, metrics);
    }

    @Bean
    KubeHttp kubeHttp(KubeClients clients) {
        return new KubeHttp(clients);
    }

    @Bean
    KubePaths kubePaths(KubeHttp http) {
        return new KubePaths(http);
    }

    @Bean
    KubeCluster kubeCluster(KubeClients clients, KubeHttp http, KubePaths paths, AgentProperties agents) {
        return new KubeCluster(clients, http, paths, agents);
    }

    @Bean
    KubeScales kubeScales(KubeHttp http, KubePaths paths) {
        return new KubeScales(http, paths);
    }

    @Bean
    MetricSource metricSource(KubeHttp http, KubePaths paths) {
        return new KubeMetrics(http, paths);
    }

    @Bean
    Adoption adoption(KubeHttp http, Supplier<Instant> now) {
        return new KubeAdoption(http, Patience.USUAL, now);
    }

    @Bean
    Actuator actuator(KubeHttp http, KubePaths paths) {
        return new KubeActuator(http, paths);
    }

    @Bean
    Reporter reporter(KubeHttp http) {
        return new KubeReporter(http);
    }

    /** With a fixed list of agents there is one controller: nobody to agree with. */
    @Bean
    Leadership leadership(KubeClients clients, LeaderElectionProperties properties, AgentProperties agents) {
        Boolean enabled = properties.enabled();
        if (!(enabled == null ? agents.fixed().isEmpty() : enabled)) {
            return () -> true;
        }
        return new LeaseLeadership(clients, properties, PodIdentity.own(), System::nanoTime);
    }
}
