// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.ThreadTimes.Cause;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A request on its way through one pod, and the thread that serves it from its start to its answer. */
final class Request extends Job {

    final Pod pod;
    private final @Nullable Request parent;
    private final Origin origin;
    private int step = -1;
    private int pending;
    private boolean faulted;
    private @Nullable Edge asking;
    private @Nullable Edge serving;
    private long askedAt;
    private long servedFrom;
    private long outsideAskedAt;

    /** What all requests of one request from outside share. */
    static final class Origin {
        final long at;
        private final LatencyLog log;
        private final LongConsumer asker;
        private boolean failed;

        /** @param asker hears when the answer comes */
        Origin(long at, LatencyLog log, LongConsumer asker) {
            this.at = at;
            this.log = log;
            this.asker = asker;
        }

        void fail() {
            failed = true;
        }

        /** Whether whoever asked has gone. */
        boolean isGone(long now) {
            return now - at > LatencyLog.PATIENCE_NANOS;
        }

        void answered(long now) {
            log.add(at, failed ? LatencyLog.PATIENCE_NANOS : now - at);
            asker.accept(now);
        }
    }

    Request(Pod pod, @Nullable Request parent, Origin origin) {
        this.pod = pod;
        this.parent = parent;
        this.origin = origin;
    }

    /** It arrives at its pod. */
    void arrive(@Nullable Edge clientSide, @Nullable Edge serverSide, long now) {
        asking = clientSide;
        serving = serverSide;
        askedAt = now;
        if (clientSide != null) {
            clientSide.begin(now);
        }
        if (serverSide != null && pod.readsAtOnce()) {
            servedFrom = now;
            serverSide.begin(now);
        }
        pod.serve(this, now);
    }

    /** A thread takes it. */
    void start(long now) {
        if (serving != null && !pod.readsAtOnce()) {
            servedFrom = now;
            serving.begin(now);
        }
        if (origin.isGone(now)) {
            origin.fail();
            answer(now);
        } else {
            proceed(now);
        }
    }

    private void proceed(long now) {
        while (++step < pod.workload.steps.length) {
            if (!instant(pod.workload.steps[step], now)) {
                return;
            }
        }
        answer(now);
    }

    /** Does a step; true where it takes no time. */
    private boolean instant(Step what, long now) {
        return switch (what) {
            case Step.Compute(Dist cpu) -> compute(cpu, now);
            case Step.Ask ask -> ask(ask, now);
            case Step.AskOutside(String outside) -> askOutside(pod.workload.world.outside(outside), now);
            case Step.Read() -> read(now);
            case Step.Locked locked -> lock(now);
        };
    }

    private boolean compute(Dist cpu, long now) {
        if (!faulted && pod.node.faults()) {
            faulted = true;
            step--;
            return read(now);
        }
        faulted = false;
        pod.cpu.wake(this, pod.workload.cpuNanos(cpu) * pod.cost(), now);
        return false;
    }

    private boolean ask(Step.Ask ask, long now) {
        pending = 1; // an answer at once must not be taken for the last
        for (Step.Target target : ask.targets()) {
            if (target.probability() >= 1 || pod.workload.random.nextDouble() < target.probability()) {
                pending++;
                pod.workload.world.workload(target.service()).receive(pod, this, origin, now);
            }
        }
        pending--;
        if (pending > 0) {
            pod.times.block(Cause.ANSWER, now);
        }
        return pending == 0;
    }

    private boolean askOutside(Outside outside, long now) {
        pod.edgeTo(outside.name()).begin(now);
        outsideAskedAt = now;
        pod.times.block(Cause.ANSWER, now);
        pod.agenda().set(this, now + outside.answerNanos());
        return false;
    }

    private boolean read(long now) {
        pod.times.block(Cause.DISK, now);
        pod.node.disk.read(pod.disk, this::completed, now);
        return false;
    }

    private void completed(long now) {
        pod.times.wake(Cause.DISK, now);
        proceed(now);
    }

    private boolean lock(long now) {
        if (pod.workload.mutex.take(this, now)) {
            locked(now);
        }
        return false;
    }

    /** It has the lock. */
    void locked(long now) {
        Step.Locked what = (Step.Locked) pod.workload.steps[step];
        pod.times.block(Cause.SLEEP, now);
        pod.agenda().set(this, now + pod.workload.lockNanos(what.held()));
    }

    /** A lock was held long enough, or an answer came from outside. */
    @Override
    void fire(long now) {
        if (pod.workload.steps[step] instanceof Step.AskOutside(String name)) {
            pod.edgeTo(name).end(now - outsideAskedAt, now);
            pod.times.wake(Cause.ANSWER, now);
        } else {
            pod.times.wake(Cause.SLEEP, now);
            pod.workload.mutex.release(now);
        }
        proceed(now);
    }

    @Override
    void served(long now) {
        proceed(now);
    }

    /** One of those that it asked has answered. */
    void answered(long now) {
        if (--pending == 0) {
            pod.times.wake(Cause.ANSWER, now);
            proceed(now);
        }
    }

    private void answer(long now) {
        if (asking != null) {
            asking.end(now - askedAt, now);
        }
        if (serving != null) {
            serving.end(now - servedFrom, now);
        }
        pod.done(now);
        if (parent == null) {
            origin.answered(now);
        } else {
            parent.answered(now);
        }
    }
}
