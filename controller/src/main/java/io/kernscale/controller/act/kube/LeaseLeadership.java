// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.config.LeaderElectionProperties;
import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader while it holds a Lease, of which a cluster has one: of two installations, one writes. One thread renews it; losing it makes this process an observer again, and so does not
 * knowing whether it still is the leader's. Closing gives the Lease back, so that the next one need not wait.
 */
public final class LeaseLeadership implements Leadership, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeaseLeadership.class);

    private final ElectionWatch watch;
    private final FencedLock lock;
    private final LeaderElector elector;
    private final String identity;
    private final Thread thread;
    private volatile boolean leader;
    private volatile boolean closed;

    /**
     * Runs for leader in the background.
     *
     * @param monotonicNanos {@code System.nanoTime}
     */
    public LeaseLeadership(
            KubeClients clients, LeaderElectionProperties properties, PodIdentity self, LongSupplier monotonicNanos) {
        this.identity = self.holder();
        this.watch = new ElectionWatch(
                new LeaseLock(properties.namespace(), properties.leaseName(), identity, clients.forRequests()), self);
        this.lock = new FencedLock(watch, properties.renewDeadline(), monotonicNanos);
        this.elector = new LeaderElector(
                new LeaderElectionConfig(
                        lock, properties.leaseDuration(), properties.renewDeadline(), properties.retryPeriod()),
                error -> log.debug("leader election", error));
        this.thread = Thread.ofVirtual().name("leader-election").start(this::run);
    }

    private void run() {
        while (!closed) {
            elector.run(this::start, this::stop); // returns when the lease is lost
        }
    }

    private void start() {
        leader = true;
        log.info("{} is the leader now, and scales", identity);
    }

    private void stop() {
        if (leader) {
            log.info("{} is no longer the leader, and only observes", identity);
        }
        leader = false;
    }

    @Override
    public boolean isLeader() {
        return leader && lock.holds();
    }

    @Override
    public Optional<String> problem() {
        return watch.problem();
    }

    @Override
    public void close() {
        closed = true;
        leader = false;
        elector.close();
        thread.interrupt();
    }
}
