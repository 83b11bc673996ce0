// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One collection of one node agent. All counters are cumulative since {@code epoch} began; rates are the reader's.
 *
 * @param apiVersion     always {@link #API_VERSION} in reports of this form
 * @param node           the Kubernetes node's name, or the host name outside of a cluster
 * @param epoch          changes when counters restart; counters of two epochs must not be subtracted
 * @param sequence       number of this collection within its epoch, from 1; equal numbers mean the same collection
 * @param monotonicNanos the agent's monotonic clock at the collection; only differences within an epoch mean anything
 * @param ageMillis      time from the collection to this answer, 0 or more; instants are never compared across machines
 * @param cpus           online CPUs of the node
 * @param features       what each feature rests on, so that a reader can tell missing from zero
 * @param pods           every pod (or plain cgroup) seen, also pods that ended within the last minute
 * @param losses         everything dropped, per feature
 */
public record NodeReport(
        String apiVersion,
        String node,
        String epoch,
        long sequence,
        long monotonicNanos,
        long ageMillis,
        int cpus,
        List<FeatureStatus> features,
        List<PodReport> pods,
        List<LossCounter> losses) {

    /** The form of the report; a reader refuses any other. */
    public static final String API_VERSION = "kernscale.io/agent/v1";

    public NodeReport {
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(node, "node");
        requireNonNull(epoch, "epoch");
        Checks.notNegative(sequence, "sequence");
        Checks.notNegative(ageMillis, "ageMillis");
        Checks.notNegative(cpus, "cpus");
        features = List.copyOf(features);
        pods = List.copyOf(pods);
        losses = List.copyOf(losses);
    }

    /** This report as it reads when {@code ageMillis} have passed since its collection. */
    public NodeReport aged(long ageMillis) {
        return new NodeReport(
                apiVersion, node, epoch, sequence, monotonicNanos, ageMillis, cpus, features, pods, losses);
    }
}
