// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.PodIndex;
import io.kernscale.controller.collect.PodState;
import io.kubernetes.client.openapi.ApiClient;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pods of the cluster, of which a round sorts those that have changed since the last one, and those whose owners could
 * not be asked for then. Thread-safe.
 */
final class WatchedPods implements AutoCloseable {

    private final OwnerChains owners;
    private final ObjectInformer<WatchedPod> informer;
    /** What there is news of. The informer is asked what it is, after it was taken from here: so nothing is missed. */
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    private final PodIndex index = new PodIndex();
    private final Set<String> ofUnknownOwner = new HashSet<>();
    private boolean filled;

    WatchedPods(ApiClient watches, OwnerChains owners, AgentPods agents) {
        this.owners = owners;
        this.informer =
                new ObjectInformer<>(watches, "", "v1", "pods", pod -> new WatchedPod(pod, agents), changed::add);
    }

    boolean synced() {
        return informer.synced();
    }

    Optional<String> problem() {
        return informer.problem();
    }

    List<WatchedPod> all() {
        return informer.objects();
    }

    /** As of now, once they are {@link #synced}. */
    synchronized ClusterPods pods() {
        Set<String> keys = drained();
        keys.addAll(ofUnknownOwner);
        ofUnknownOwner.clear();
        if (!filled) { // the informer tells of its first list a while after it has it
            keys.addAll(informer.keys());
            filled = true;
        }
        keys.forEach(this::sort);
        return index.pods();
    }

    private Set<String> drained() {
        Set<String> keys = new HashSet<>();
        for (Iterator<String> all = changed.iterator(); all.hasNext(); ) {
            keys.add(all.next());
            all.remove();
        }
        return keys;
    }

    private void sort(String key) {
        WatchedPod pod = informer.object(key);
        if (pod == null || !(pod.counts() || pod.leaves())) {
            index.remove(key);
            return;
        }
        PodState state = pod.state(owners);
        if (state.owners() == null) {
            ofUnknownOwner.add(key);
        }
        if (pod.counts()) {
            index.put(key, state);
        } else {
            index.putLeaving(key, state);
        }
    }

    @Override
    public void close() {
        informer.close();
    }
}
