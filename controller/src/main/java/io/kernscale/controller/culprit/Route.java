// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way through the map, as a list from its end to its start.
 *
 * @param before null at the start
 * @param step   that was taken last; null at the start
 * @param weight product of the steps' shares, 0..1
 */
record Route(@Nullable Route before, @Nullable Step step, double weight) {

    static final Route START = new Route(null, null, 1);

    Route to(Step next) {
        return new Route(this, next, weight * next.share());
    }

    /**
     * The steps as people read them: {@code → cart (412 ms outstanding, 38 concurrent) → postgres}. The last step has
     * numbers only where it is the only one: the end says more.
     *
     * @param namespace of the start, which needs no mention
     */
    String text(String namespace) {
        List<Step> steps = new ArrayList<>();
        for (Route at = this; at != null && at.step != null; at = at.before) {
            steps.add(at.step);
        }
        StringBuilder text = new StringBuilder();
        for (Step one : steps.reversed()) {
            boolean numbers = one != steps.getFirst() || steps.size() == 1;
            text.append(" → ").append(PeerName.of(one.peer(), namespace));
            text.append(numbers ? " (" + one.numbers() + ")" : "");
        }
        return text.toString();
    }
}
