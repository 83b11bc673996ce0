// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

/**
 * A request and its answer.
 *
 * @param status HTTP status; 0 when the connection was cut without one
 */
public record RecordedRequest(ApiRequest request, int status) {}
