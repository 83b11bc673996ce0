// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which of several controllers writes. The durations follow the Kubernetes controller manager's.
 *
 * @param enabled       unset: on when agents are discovered, off when they are a fixed list
 * @param namespace     namespace of the Lease; the same for all controllers of a cluster, wherever they run
 * @param leaseName     name of the Lease
 * @param leaseDuration how long others wait after the leader's last sign of life
 * @param renewDeadline how long the leader tries to renew before it gives up; below the lease duration
 * @param retryPeriod   time between two tries; below the renew deadline
 */
@ConfigurationProperties("kernscale.leader-election")
public record LeaderElectionProperties(
        @Nullable Boolean enabled,
        @DefaultValue("kube-system") String namespace,
        @DefaultValue("kernscale-controller") String leaseName,
        @DefaultValue("15s") Duration leaseDuration,
        @DefaultValue("10s") Duration renewDeadline,
        @DefaultValue("2s") Duration retryPeriod) {

    public LeaderElectionProperties {
        Require.positive(retryPeriod, "kernscale.leader-election.retry-period");
        Require.notAbove(
                retryPeriod,
                "kernscale.leader-election.retry-period",
                renewDeadline,
                "kernscale.leader-election.renew-deadline");
        Require.notAbove(
                renewDeadline,
                "kernscale.leader-election.renew-deadline",
                leaseDuration,
                "kernscale.leader-election.lease-duration");
    }
}
