// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import io.kernscale.agent.cgroup.NodeClaim;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets one agent watch a node: others wait for it to end. */
final class NodeTurn {

    /** For the log, and for whoever asks an agent that waits. */
    static final String TAKEN = "another agent watches this node, so this one loads no probe and waits for it to end;"
            + " where two installations are in the cluster, uninstall one of them: kubectl get daemonsets"
            + " --all-namespaces --selector app.kubernetes.io/name=kernscale-agent";

    private static final System.Logger LOG = System.getLogger(NodeTurn.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private NodeTurn() {}

    /**
     * Takes the node, or waits until it can be taken. Where that cannot be found out the node is shared, since a node with
     * two agents is better off than one with none.
     *
     * @param whileWaiting is told once why, when there is a wait
     */
    static NodeClaim await(Path hostRoot, Consumer<String> whileWaiting) throws InterruptedException {
        try {
            Optional<NodeClaim> claim = NodeClaim.tryTake(hostRoot);
            if (claim.isEmpty()) {
                LOG.log(Level.WARNING, TAKEN);
                whileWaiting.accept(TAKEN);
            }
            while (claim.isEmpty()) {
                Thread.sleep(BETWEEN_TRIES);
                claim = NodeClaim.tryTake(hostRoot);
            }
            return claim.get();
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "whether another agent watches this node cannot be found out (" + e.getMessage()
                            + "), so this one watches it in any case");
            return NodeClaim.shared();
        }
    }
}
