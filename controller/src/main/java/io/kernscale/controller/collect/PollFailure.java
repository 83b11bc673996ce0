// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Locale;

/** Why an agent's report did not come, or was refused as a whole. */
public enum PollFailure {
    TIMEOUT,
    CONNECTION_FAILED,
    /** There is no token or no certificate to show. */
    NO_CREDENTIALS,
    /** The agent does not take what it is shown. */
    ACCESS_REFUSED,
    /** One side does not trust the other's certificate. */
    NOT_TRUSTED,
    HTTP_STATUS,
    WRONG_CONTENT_TYPE,
    TOO_LARGE,
    INVALID_JSON,
    /** A report of another form than this controller reads. */
    OTHER_API_VERSION,
    /** A field that concerns the whole report is missing or makes no sense. */
    INVALID_REPORT,
    /** The agent says that it runs on another node than the API server does. */
    OTHER_NODE,
    /** Not asked, because it failed too often; it is asked again later. */
    CIRCUIT_OPEN,
    /** Not asked, because too many requests were under way. */
    BULKHEAD_FULL;

    /** As a tag of a meter: {@code circuit_open}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
