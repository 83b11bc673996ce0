// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param body   a document to be told as JSON; a text is told as it is
 */
record Reply(int status, Object body) {}
