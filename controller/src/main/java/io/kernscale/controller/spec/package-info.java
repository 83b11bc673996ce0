// SPDX-License-Identifier: Apache-2.0
/**
 * What the user of a KernelAutoscaler asks for: the fields of {@code autoscaling/v2}, plus mode and kernel. Pure records
 * that everybody may read; defaults that do not depend on anything else are filled in.
 */
@NullMarked
package io.kernscale.controller.spec;

import org.jspecify.annotations.NullMarked;
