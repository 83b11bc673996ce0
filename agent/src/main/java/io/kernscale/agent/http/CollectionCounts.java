// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

/**
 * How the collections of this process ended.
 *
 * @param finished    all that ended, well or not
 * @param failures    of these, failed
 * @param lastFailure what the last failed one said; empty when none failed
 */
record CollectionCounts(long finished, long failures, String lastFailure) {

    CollectionCounts succeeded() {
        return new CollectionCounts(finished + 1, failures, lastFailure);
    }

    CollectionCounts failed(String reason) {
        return new CollectionCounts(finished + 1, failures + 1, reason);
    }
}
