// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Source;
import java.util.Map;

/**
 * One way to run a feature.
 *
 * @param hooks  what each program of this variant is attached to; its other programs stay in the file
 * @param limits what it sees less of than the best way, one clause; empty when nothing
 */
record Variant(Source source, Map<String, String> hooks, String limits) {

    Variant(Source source, Map<String, String> hooks) {
        this(source, hooks, "");
    }
}
