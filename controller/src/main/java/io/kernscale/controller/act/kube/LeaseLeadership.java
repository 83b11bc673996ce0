// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.config.LeaderElectionProperties;
import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leader while it holds a Lease. One thread renews it; losing it makes this process an observer again. */
public final class LeaseLeadership implements Leadership, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeaseLeadership.class);

    private final LeaderElector elector;
    private final String identity;
    private final Thread thread;
    private volatile boolean leader;
    private volatile boolean closed;

    /** Runs for leader in the background. */
    public LeaseLeadership(KubeClients clients, LeaderElectionProperties properties, PodIdentity self) {
        this.identity = self.name();
        LeaseLock lock = new LeaseLock(self.namespace(), properties.leaseName(), identity, clients.forRequests());
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
        return leader;
    }

    @Override
    public void close() {
        closed = true;
        elector.close();
        thread.interrupt();
    }
}
