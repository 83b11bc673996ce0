// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import java.util.ArrayList;
import java.util.List;

/**
 * A node's cores, shared by its pods' runnable threads: each gets a core while there are enough; else pods get them by
 * weight, as cgroups do, no pod more than it has threads, and a pod's threads share alike.
 */
final class NodeCpu {

    final int cores;
    final Agenda agenda;
    private final List<PodCpu> pods = new ArrayList<>();
    long wakeNanos;
    private int runnable;
    private boolean contended;

    NodeCpu(int cores, Agenda agenda) {
        this.cores = cores;
        this.agenda = agenda;
    }

    void add(PodCpu pod) {
        pods.add(pod);
    }

    void remove(PodCpu pod) {
        pods.remove(pod);
    }

    /** The number of threads that may run has changed in one pod, which has counted up to now. */
    void changed(PodCpu pod, int by, long now) {
        runnable += by;
        if (!contended && runnable <= cores) {
            pod.runAt(1, now);
            return;
        }
        contended = runnable > cores;
        pods.forEach(one -> one.advance(now));
        share(now);
    }

    /** Water-filling: who wants less than his part gets all that he wants, the others share the rest by weight. */
    private void share(long now) {
        double left = cores;
        double weights = 0;
        for (PodCpu pod : pods) {
            pod.filled = pod.eligible() == 0;
            weights += pod.filled ? 0 : pod.weight;
        }
        boolean more = contended;
        while (more) {
            more = false;
            for (PodCpu pod : pods) {
                if (!pod.filled && pod.eligible() * weights <= left * pod.weight) {
                    pod.filled = true;
                    left -= pod.eligible();
                    weights -= pod.weight;
                    pod.runAt(1, now);
                    more = true;
                }
            }
        }
        for (PodCpu pod : pods) {
            if (!pod.filled) {
                pod.runAt(contended ? left * pod.weight / weights / pod.eligible() : 1, now);
            }
        }
    }

    /** Of the CPU time that is given now, the part that goes to other pods than this one, 0..1. */
    double othersRatio(PodCpu pod) {
        double all = 0;
        for (PodCpu one : pods) {
            all += one.cores();
        }
        return all <= 0 ? 0 : 1 - pod.cores() / all;
    }
}
