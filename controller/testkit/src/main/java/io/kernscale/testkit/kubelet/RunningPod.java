// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.QosClass;
import io.kernscale.testkit.cluster.PodStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A pod that the kubelet has taken, until its last process and cgroup are gone. Used by the kubelet's thread alone. */
final class RunningPod {
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private final CgroupTree tree;
    private final String cgroup;
    private final String podIp;
    private final Instant startedAt;
    private final List<Container> containers;
    private @Nullable Instant killAt;

    RunningPod(CgroupTree tree, JsonObject pod, String podIp, Path logs, Instant now) {
        this.tree = tree;
        this.cgroup = cgroup(pod);
        this.podIp = podIp;
        this.startedAt = now;
        List<JsonObject> specs = Json.objects(pod, "spec", "containers");
        tree.make(cgroup);
        tree.limit(
                cgroup,
                specs.stream().map(CpuResources::of).reduce(CpuResources::plus).orElseThrow());
        this.containers = specs.stream()
                .map(spec -> new Container(tree, cgroup, pod, spec, podIp, logs))
                .toList();
    }

    /** The kubelet's layout with the cgroupfs driver. Example: {@code kubepods/burstable/pod1234}. */
    private static String cgroup(JsonObject pod) {
        String uid = Json.text(pod, "metadata", "uid");
        return switch (QosClass.of(pod)) {
            case GUARANTEED -> "kubepods/pod" + uid;
            case BURSTABLE, BEST_EFFORT ->
                "kubepods/" + QosClass.of(pod).text().toLowerCase(Locale.ROOT) + "/pod" + uid;
        };
    }

    void limitReads(ReadLimit limit) {
        containers.forEach(container -> container.limitReads(limit));
    }

    PodStatus observe(Instant now) {
        containers.forEach(container -> container.observe(now));
        return new PodStatus(
                podIp,
                startedAt,
                containers.stream().allMatch(Container::isReady),
                containers.stream().map(Container::status).toList());
    }

    /** SIGTERM at the first call; true once nothing runs any more, or the time of grace is over. */
    boolean isEnded(JsonObject pod, Instant now) {
        if (killAt == null) {
            long grace = Json.number(pod, DEFAULT_GRACE_SECONDS, "metadata", "deletionGracePeriodSeconds");
            killAt = now.plusSeconds(grace);
            containers.forEach(Container::liftReadLimit);
            containers.forEach(Container::terminate);
        }
        return now.isAfter(killAt) || containers.stream().noneMatch(Container::isAlive);
    }

    /** Ends by SIGKILL whatever still runs, and removes the cgroups. */
    void remove() {
        containers.forEach(Container::liftReadLimit);
        tree.remove(cgroup);
    }
}
