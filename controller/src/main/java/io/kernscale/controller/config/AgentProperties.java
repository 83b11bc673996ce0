// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How agents are found and asked.
 *
 * @param fixed              agents as {@code node=http://host:port}; empty: the ready pods of the DaemonSet
 * @param selector           labels of the DaemonSet's pods, {@code key=value}
 * @param namespace          namespace of the DaemonSet; empty: any
 * @param pollInterval       time from one round of questions to the next; also the window of the rates
 * @param timeout            time for one whole answer; below the poll interval
 * @param pollGap            time from one agent's question to the next one's; shorter where not all of them would fit
 *                           into the poll interval
 * @param maxReportSize      larger reports are refused, after decompression
 * @param maxConcurrentPolls questions under way at once
 * @param failuresToOpen     so many failures in a row, and an agent is left alone for a while
 * @param backOff            the first such while; it doubles with each further failure
 * @param maxBackOff         the longest such while
 * @param minWindow          two collections closer than this are not subtracted
 * @param maxWindow          two collections further apart than this are not subtracted
 */
@ConfigurationProperties("kernscale.agents")
public record AgentProperties(
        @DefaultValue List<String> fixed,

        @DefaultValue("app.kubernetes.io/name=kernscale-agent")
        String selector,

        @Nullable String namespace,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("1500ms") Duration timeout,
        @DefaultValue("1ms") Duration pollGap,
        @DefaultValue("8MB") DataSize maxReportSize,
        @DefaultValue("64") int maxConcurrentPolls,
        @DefaultValue("3") int failuresToOpen,
        @DefaultValue("4s") Duration backOff,
        @DefaultValue("30s") Duration maxBackOff,
        @DefaultValue("500ms") Duration minWindow,
        @DefaultValue("10s") Duration maxWindow) {

    public AgentProperties {
        fixed = List.copyOf(fixed);
        if (!selector.matches("[^=,\\s]+=[^=,\\s]+")) {
            throw new IllegalArgumentException("kernscale.agents.selector must be key=value, was: " + selector);
        }
        Require.positive(pollInterval, "kernscale.agents.poll-interval");
        Require.positive(timeout, "kernscale.agents.timeout");
        Require.notAbove(timeout, "kernscale.agents.timeout", pollInterval, "kernscale.agents.poll-interval");
        Require.atLeast(pollGap.toNanos(), 0, "kernscale.agents.poll-gap");
        Require.atLeast(maxReportSize.toBytes(), 1, "kernscale.agents.max-report-size");
        Require.atLeast(maxConcurrentPolls, 1, "kernscale.agents.max-concurrent-polls");
        Require.atLeast(failuresToOpen, 1, "kernscale.agents.failures-to-open");
        Require.positive(backOff, "kernscale.agents.back-off");
        Require.notAbove(backOff, "kernscale.agents.back-off", maxBackOff, "kernscale.agents.max-back-off");
        Require.positive(minWindow, "kernscale.agents.min-window");
        Require.notAbove(minWindow, "kernscale.agents.min-window", maxWindow, "kernscale.agents.max-window");
    }
}
