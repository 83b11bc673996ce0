// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import java.util.List;
import java.util.stream.IntStream;

/** One feature that runs. */
interface Probe extends AutoCloseable {

    List<ProbeStatus> status();

    List<MapFill> maps();

    List<LossCounter> losses();

    /** Of each of its programs. */
    List<ProbeCost> costs();

    @Override
    void close();

    /** Reads an object's {@code losses} map. @param reasons in the order of the object's enum */
    static List<LossCounter> losses(Feature feature, BpfObject object, List<String> reasons) {
        BpfMap losses = object.map("losses");
        return IntStream.range(0, reasons.size())
                .mapToObj(i -> new LossCounter(feature, reasons.get(i), losses.sumOverCpus(i)))
                .toList();
    }
}
