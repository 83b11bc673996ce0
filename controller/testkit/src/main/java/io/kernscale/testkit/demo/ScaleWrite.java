// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

/**
 * A scale that was written.
 *
 * @param act      in which
 * @param workload whose
 */
record ScaleWrite(Act act, String workload) {}
