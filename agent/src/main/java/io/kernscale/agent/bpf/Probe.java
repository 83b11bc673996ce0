// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.agent.bpf.FeatureLoader.Loaded;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import java.util.List;
import java.util.stream.IntStream;

/** One feature that runs. */
interface Probe extends AutoCloseable {

    /** Its programs and maps. */
    Loaded loaded();

    List<MapFill> maps();

    List<LossCounter> losses();

    default BpfObject object() {
        return loaded().object();
    }

    default List<ProbeStatus> status() {
        return loaded().status();
    }

    /** Of each of its programs. */
    default List<ProbeCost> costs() {
        return loaded().costs();
    }

    @Override
    default void close() {
        object().close();
    }

    /** Reads an object's {@code losses} map. @param reasons in the order of the object's enum */
    static List<LossCounter> losses(Feature feature, BpfObject object, List<String> reasons) {
        BpfMap losses = object.map("losses");
        return IntStream.range(0, reasons.size())
                .mapToObj(i -> new LossCounter(feature, reasons.get(i), losses.sumOverCpus(i)))
                .toList();
    }
}
