// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

/** Whether this process is the one that writes. Others observe and decide as well, ready to take over. */
@FunctionalInterface
public interface Leadership {

    boolean isLeader();
}
