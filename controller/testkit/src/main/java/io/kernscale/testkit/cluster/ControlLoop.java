// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import io.kernscale.testkit.api.ApiFailure;
import io.kernscale.testkit.api.KubernetesApi;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Calls a level-based reconciliation after every change of the cluster, and at least once a period; one at a time. */
public final class ControlLoop implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ControlLoop.class.getName());
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(100);

    private final KubernetesApi api;
    private final Runnable reconcile;
    private final Duration period;
    private final Thread thread;
    private volatile boolean isOpen = true;

    private ControlLoop(KubernetesApi api, String name, Duration period, Runnable reconcile) {
        this.api = api;
        this.reconcile = reconcile;
        this.period = period;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    public static ControlLoop start(KubernetesApi api, String name, Duration period, Runnable reconcile) {
        var loop = new ControlLoop(api, name, period, reconcile);
        loop.thread.start();
        return loop;
    }

    private void run() {
        while (isOpen) {
            long seen = api.revision(); // before reconciling: what changes meanwhile is looked at again
            try {
                reconcile.run();
                api.awaitChanges(seen, period);
            } catch (InterruptedException e) {
                return;
            } catch (ApiFailure e) {
                LOG.log(Level.DEBUG, "will be tried again", e); // most often history forgotten, or a lost race
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, thread.getName() + " failed; it goes on with the next change", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_ERROR);
        } catch (InterruptedException e) {
            isOpen = false;
        }
    }

    /** Ends the loop and waits until a reconciliation under way is done. */
    @Override
    public void close() {
        isOpen = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
