// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import java.util.Optional;

/** Whether this process is the one that writes. Others observe and decide as well, ready to take over. */
@FunctionalInterface
public interface Leadership {

    boolean isLeader();

    /** Why no process of this installation can be the one, in a sentence; empty when nothing is known against it. */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
