// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.cluster.ControlLoop;
import io.kernscale.testkit.cluster.Nodes;
import io.kernscale.testkit.cluster.PodStatus;
import io.kernscale.testkit.cluster.Pods;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the pods of one node: a process a container, in cgroups with the kubelet's names and the CPU that the pod asks
 * for, restarted when it ends, probed, and ended when the pod is deleted. Each pod has its own loopback address.
 */
public final class Kubelet implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final KubernetesApi api;
    private final String node;
    private final CgroupTree tree;
    private final Path logs;
    private final Map<String, RunningPod> running = new HashMap<>();
    private final PodAddresses addresses =
            new PodAddresses(ProcessHandle.current().pid());
    private final Map<String, ReadLimit> readLimits = new ConcurrentHashMap<>();
    private final ControlLoop loop;

    private Kubelet(KubernetesApi api, String node, CgroupTree tree, Path logs) {
        this.api = api;
        this.node = node;
        this.tree = tree;
        this.logs = logs;
        int cpus = Runtime.getRuntime().availableProcessors();
        tree.make("kubepods");
        tree.limit("kubepods", new CpuResources(cpus, null)); // the node's, so that its services do not crowd pods out
        Nodes.register(api, node, cpus);
        this.loop = ControlLoop.start(api, "kubelet", PERIOD, this::reconcile);
    }

    /**
     * @param node name under which it registers
     * @param tree takes the pods' cgroups; stays the caller's to close
     * @param logs directory for the containers' output
     */
    public static Kubelet start(KubernetesApi api, String node, CgroupTree tree, Path logs) {
        return new Kubelet(api, node, tree, logs);
    }

    /** Puts the pods with a label {@code app} on a slow disk, those to come as well; until the pods end. */
    public void limitReads(String app, ReadLimit limit) {
        readLimits.put(app, limit);
    }

    private void reconcile() {
        var known = new HashSet<String>();
        Instant now = Instant.now();
        for (JsonObject pod : api.list("v1", "pods")) {
            if (Json.text(pod, "spec", "nodeName").equals(node)) {
                known.add(Json.text(pod, "metadata", "uid"));
                keep(pod, now);
            }
        }
        running.entrySet().removeIf(entry -> {
            boolean isGone = !known.contains(entry.getKey());
            if (isGone) {
                entry.getValue().remove();
            }
            return isGone;
        });
    }

    private void keep(JsonObject pod, Instant now) {
        String uid = Json.text(pod, "metadata", "uid");
        RunningPod taken = running.get(uid);
        if (!Pods.isEnding(pod)) {
            if (taken == null) {
                taken = new RunningPod(tree, pod, addresses.next(), logs, now);
                running.put(uid, taken);
            }
            ReadLimit readLimit = readLimits.get(Json.text(pod, "metadata", "labels", "app"));
            if (readLimit != null) {
                taken.limitReads(readLimit);
            }
            PodStatus status = taken.observe(now);
            api.changeStatus(pod, object -> status.into(object, now));
        } else if (taken == null || taken.isEnded(pod, now)) {
            if (taken != null) {
                taken.remove();
                running.remove(uid);
            }
            api.deleteNow(pod);
        }
    }

    /** Ends all processes; the pods stay in the API as they were, as when a node is switched off. */
    @Override
    public void close() {
        loop.close();
        running.values().forEach(RunningPod::remove);
        running.clear();
    }
}
