// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.Request.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A Deployment and its Service: as many pods as asked for, requests in turn to those that are ready. */
public final class Workload {

    final World world;
    final ServiceSpec spec;
    final Step[] steps;
    final SplittableRandom random;
    final Mutex mutex = new Mutex();
    private final List<Pod> pods = new ArrayList<>();
    private final List<Pod> ready = new ArrayList<>();
    private final Set<Pod> old = new HashSet<>();
    private int replicas;
    private double costRatio = 1;
    private double lockRatio = 1;

    Workload(World world, ServiceSpec spec, SplittableRandom random) {
        this.world = world;
        this.spec = spec;
        this.steps = spec.steps().toArray(Step[]::new);
        this.random = random;
    }

    void startWarm(long now) {
        replicas = spec.replicas();
        for (int i = 0; i < replicas; i++) {
            Pod pod = create(now);
            if (pod == null) {
                throw new IllegalArgumentException("the nodes have no room for " + spec.name() + "; add nodes");
            }
            pod.startWarm(now);
            ready.add(pod);
        }
    }

    public String name() {
        return spec.name();
    }

    public ServiceSpec spec() {
        return spec;
    }

    /** As asked for. */
    public int replicas() {
        return replicas;
    }

    /** All pods that are not gone, those that leave among them. */
    public List<Pod> pods() {
        return Collections.unmodifiableList(pods);
    }

    /** Pods that are ready. */
    public int readyReplicas() {
        return ready.size();
    }

    /** Asks for so many replicas. */
    public void scale(int wanted, long now) {
        replicas = wanted;
        reconcile(now);
    }

    /** A request costs so many times its CPU time from now on. */
    public void costs(double ratio) {
        costRatio = ratio;
    }

    /** A lock is held so many times as long from now on. */
    public void holdsLocks(double ratio) {
        lockRatio = ratio;
    }

    double cpuNanos(Dist cpu) {
        return costRatio * cpu.nanos(random);
    }

    long lockNanos(Dist held) {
        return (long) (lockRatio * held.nanos(random));
    }

    /** Replaces all pods, one at a time, a new one first. */
    public void roll(long now) {
        pods.stream().filter(pod -> pod.phase() != Pod.Phase.LEAVING).forEach(old::add);
        reconcile(now);
    }

    /** Creates pods that are missing, as far as there is room, and ends those that are too many. */
    void reconcile(long now) {
        List<Pod> staying =
                pods.stream().filter(pod -> pod.phase() != Pod.Phase.LEAVING).toList();
        int wanted = replicas + (old.isEmpty() ? 0 : 1);
        for (int i = staying.size(); i < wanted; i++) {
            Pod pod = create(now);
            if (pod == null) {
                return; // pending: the next pod that ends makes room
            }
            world.at(now + (long) (spec.pod().startUp().delaySeconds() * 1e9), pod::start);
        }
        staying.stream()
                .sorted(leastNeeded())
                .limit(Math.max(0, staying.size() - wanted))
                .toList()
                .forEach(pod -> end(pod, now));
    }

    /** First those that an update replaces, then those that are not ready, then the youngest. */
    private Comparator<Pod> leastNeeded() {
        return Comparator.<Pod>comparingInt(pod -> old.contains(pod) ? 0 : 1)
                .thenComparing(Pod::ready)
                .thenComparing(Comparator.comparingLong(Pod::createdAt).reversed());
    }

    private @Nullable Pod create(long now) {
        Node node = world.place(spec.pod().requestCores());
        if (node == null) {
            return null;
        }
        Pod pod = new Pod(world.nextPod(), this, node, now);
        pods.add(pod);
        return pod;
    }

    private void end(Pod pod, long now) {
        ready.remove(pod);
        old.remove(pod);
        if (pod.phase() != Pod.Phase.LEAVING && pod.phase() != Pod.Phase.GONE) {
            pod.leave(now);
        }
    }

    void becameReady(Pod pod, long now) {
        ready.add(pod);
        old.stream().min(Comparator.comparing(Pod::name)).ifPresent(one -> end(one, now));
        if (!old.isEmpty()) {
            reconcile(now);
        }
    }

    void ended(Pod pod, long now) {
        pods.remove(pod);
        world.ended(pod, now);
    }

    /** A pod of somebody else's, on a node of the caller's choice: it computes without end. */
    void spinOn(Node node, int threads, long now) {
        Pod pod = new Pod(world.nextPod(), this, node, now);
        pod.startWarm(now);
        pods.add(pod);
        ready.add(pod);
        replicas = pods.size();
        pod.spin(threads, now);
    }

    /** A pod asks. */
    void receive(Pod client, Request parent, Origin origin, long now) {
        Edge edge = client.edgeTo(spec.name());
        if (ready.isEmpty()) {
            edge.begin(now);
            edge.end(0, now);
            origin.fail();
            parent.answered(now);
            return;
        }
        Pod pod = ready.get(Math.floorMod(edge.turn++, ready.size()));
        new Request(pod, parent, origin).arrive(edge, world.isObserved() ? pod.edgeOf(client.address()) : null, now);
    }

    /** Somebody outside asks. */
    void receive(String client, int turn, Origin origin, long now) {
        if (ready.isEmpty()) {
            origin.fail();
            origin.answered(now);
            return;
        }
        Pod pod = ready.get(Math.floorMod(turn, ready.size()));
        new Request(pod, null, origin).arrive(null, world.isObserved() ? pod.edgeOf(client) : null, now);
    }
}
