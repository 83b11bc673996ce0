// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterSource;
import io.kernscale.controller.collect.EndpointSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.ServiceState;
import io.kernscale.controller.config.AgentProperties;
import io.kubernetes.client.openapi.ApiClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pods, Services and KernelAutoscalers of the cluster, kept up to date by informers; and from the pods, the agents.
 * While the API server is away the last known state stays, and the informers come back by themselves. Services only
 * give names to addresses, so a cluster that does not let them be listed is shown without.
 */
public final class KubeCluster implements ClusterSource, EndpointSource, AutoCloseable {

    private final WatchedPods pods;
    private final ObjectInformer<ServiceState> services;
    private final ObjectInformer<Autoscaler> autoscalers;
    private final KubeOwners scalers;
    private final OwnerChains owners;

    /**
     * Starts watching.
     */
    public KubeCluster(KubeClients clients, KubeHttp http, KubePaths paths, AgentProperties properties) {
        this.owners = new OwnerChains(
                (owner, namespace) -> http.get(paths.path(owner.apiVersion(), owner.kind(), namespace, owner.name())));
        ApiClient watches = clients.forWatches();
        this.pods = new WatchedPods(watches, owners, new AgentPods(properties));
        this.services = new ObjectInformer<>(watches, "", "v1", "services", ServiceParser::state);
        this.scalers = new KubeOwners(watches, http);
        this.autoscalers =
                new ObjectInformer<>(watches, "kernscale.io", "v1alpha1", "kernelautoscalers", AutoscalerParser::parse);
    }

    @Override
    public Optional<Cluster> cluster() {
        if (!pods.synced() || !autoscalers.synced() || !services.settled()) {
            return Optional.empty();
        }
        owners.newRound();
        return Optional.of(new Cluster(autoscalers.objects(), pods.pods(), services.objects(), scalers.owners()));
    }

    @Override
    public Optional<String> problem() {
        return pods.problem()
                .or(autoscalers::problem)
                .or(() -> services.problem().map(problem -> problem + "; peers behind their addresses stay addresses"));
    }

    /** Owner chains that form a loop, so far. */
    public long ownerLoops() {
        return owners.loops();
    }

    /** The ready agents, the youngest of each node: during an update a node may have two. */
    @Override
    public List<AgentEndpoint> endpoints() {
        Map<String, AgentEndpoint> byNode = new TreeMap<>();
        pods.all().stream()
                .filter(pod -> pod.agent().isPresent())
                .sorted(Comparator.comparing(WatchedPod::agentReadyAt))
                .map(pod -> pod.agent().orElseThrow())
                .forEach(agent -> byNode.put(agent.node(), agent));
        return List.copyOf(byNode.values());
    }

    @Override
    public void close() {
        pods.close();
        services.close();
        autoscalers.close();
        scalers.close();
    }

    /** Who else scales workloads. */
    public OwnerSource scalers() {
        return scalers;
    }
}
