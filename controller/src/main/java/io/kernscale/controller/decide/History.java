// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Label;
import org.jspecify.annotations.Nullable;

/**
 * What the engine remembers of one workload. Bounded and immutable.
 *
 * @param label the label of the window before; null before the first
 */
public record History(@Nullable Label label) {

    /** Of a workload never seen. */
    public static final History NONE = new History(null);
}
