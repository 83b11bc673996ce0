// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.access.Refusal;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.cgroup.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the agent itself fares, read for one answer.
 *
 * @param latest      the latest collection
 * @param ageMillis   its age
 * @param collections how collections ended
 * @param node        how attribution fares
 * @param probes      every probe
 * @param answers     answers by status code
 * @param aborted     clients that left before they had their answer
 * @param refusals    clients that may not read, by reason
 * @param use         own memory and CPU time
 */
record AgentHealth(
        Publication latest,
        long ageMillis,
        CollectionCounts collections,
        NodeStatus node,
        List<ProbeStatus> probes,
        SortedMap<Integer, Long> answers,
        long aborted,
        Map<Refusal, Long> refusals,
        ProcessUse use) {}
