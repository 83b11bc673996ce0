// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

/** Knows whom to believe. Thread-safe. */
public interface TrustSource {

    /** As known now; {@link Trust#NOBODY} while nothing could be read. */
    Trust current();

    /** Reads anew what may have changed, unless that was a moment ago; blocks for the length of a request. */
    Trust renewed();
}
