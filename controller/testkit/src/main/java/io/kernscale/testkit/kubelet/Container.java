// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One container of a pod over all its restarts. Used by the kubelet's thread alone. */
final class Container {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Between two probes of a container that is ready; the others are in a hurry. */
    private static final Duration PROBE_PERIOD = Duration.ofSeconds(1);

    private static final int ID_BYTES = 32;
    private static final RandomGenerator IDS = new Random();

    private final CgroupTree tree;
    private final String podCgroup;
    private final JsonObject spec;
    private final PodEnvironment environment;
    private final String podIp;
    private final Path log;
    private String id = "";
    private @Nullable Process process;
    private Instant changedAt = Instant.EPOCH;
    private Instant nextStart = Instant.EPOCH;
    private Instant nextProbe = Instant.EPOCH;
    private int restarts = -1;
    private boolean isReady;
    private @Nullable ReadLimit readLimit;

    Container(CgroupTree tree, String podCgroup, JsonObject pod, JsonObject spec, String podIp, Path logs) {
        this.tree = tree;
        this.podCgroup = podCgroup;
        this.spec = spec;
        this.podIp = podIp;
        this.environment = PodEnvironment.of(pod, spec, podIp);
        this.log = logs.resolve(Json.text(pod, "metadata", "name") + "_" + Json.text(spec, "name") + ".log");
    }

    /** Starts what should run, notices what ended, probes; called again and again. */
    void observe(Instant now) {
        if (process != null && !process.isAlive()) {
            end(now);
        }
        if (process == null && !now.isBefore(nextStart)) {
            start(now);
        }
        if (process == null) {
            isReady = false;
        } else if (!isReady || !now.isBefore(nextProbe)) {
            isReady = Readiness.isReady(spec, podIp);
            nextProbe = now.plus(PROBE_PERIOD);
        }
    }

    private void start(Instant now) {
        byte[] random = new byte[ID_BYTES];
        IDS.nextBytes(random);
        id = HexFormat.of().formatHex(random);
        tree.make(cgroup());
        tree.limit(cgroup(), CpuResources.of(spec));
        applyReadLimit();
        process = CgroupProcess.start(tree, cgroup(), environment.command(), environment.variables(), log);
        changedAt = now;
        restarts++;
    }

    /** From now on, over all restarts. */
    void limitReads(ReadLimit limit) {
        if (!limit.equals(readLimit)) {
            readLimit = limit;
            if (process != null) {
                applyReadLimit();
            }
        }
    }

    private void applyReadLimit() {
        if (readLimit != null) {
            tree.limitReads(cgroup(), readLimit.disk(), OptionalInt.of(readLimit.perSecond()));
        }
    }

    /** Before its end: a thread that stands at the disk cannot be killed there. */
    void liftReadLimit() {
        if (readLimit != null && process != null) {
            tree.limitReads(cgroup(), readLimit.disk(), OptionalInt.empty());
        }
    }

    private void end(Instant now) {
        tree.remove(cgroup()); // with whatever the process left running
        process = null;
        changedAt = now;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(restarts, 5));
        nextStart = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private String cgroup() {
        return podCgroup + "/" + id;
    }

    /** Asks the process to end by SIGTERM. */
    void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    boolean isReady() {
        return isReady;
    }

    JsonObject status() {
        var status = new JsonObject();
        status.addProperty("name", Json.text(spec, "name"));
        status.addProperty("image", Json.text(spec, "image"));
        status.addProperty("imageID", "");
        status.addProperty("containerID", "containerd://" + id);
        status.addProperty("ready", isReady);
        status.addProperty("started", process != null);
        status.addProperty("restartCount", Math.max(0, restarts));
        if (process == null) {
            Json.ensure(status, "state", "waiting").addProperty("reason", "CrashLoopBackOff");
        } else {
            Json.ensure(status, "state", "running").addProperty("startedAt", Json.timestamp(changedAt));
        }
        return status;
    }
}
