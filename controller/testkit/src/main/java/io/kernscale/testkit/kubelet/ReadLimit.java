// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

/**
 * What makes a disk slow for a container.
 *
 * @param disk      that it reads from
 * @param perSecond reads that it may do, at least 1
 */
public record ReadLimit(Disk disk, int perSecond) {

    public ReadLimit {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond must be at least 1, was: " + perSecond);
        }
    }
}
