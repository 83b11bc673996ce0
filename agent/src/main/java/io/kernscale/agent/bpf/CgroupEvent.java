// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/**
 * The birth or end of a cgroup.
 *
 * @param cgroupId v2 id, the inode number of its directory; 0 for {@link Kind#LOST}
 * @param path     below the root of the v2 hierarchy, beginning with a slash; empty for {@link Kind#LOST}
 */
public record CgroupEvent(Kind kind, long cgroupId, String path) {

    public enum Kind {
        CREATED,
        REMOVED,
        /** The buffer was full: some events are missing before the next. */
        LOST
    }
}
