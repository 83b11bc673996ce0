// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.LossCounter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One feature that runs. */
interface Probe extends AutoCloseable {

    List<ProbeStatus> status();

    List<MapFill> maps();

    List<LossCounter> losses();

    @Override
    void close();

    /** An object's {@code losses} map, and runs that the kernel skipped. @param reasons in the order of the object's enum */
    static List<LossCounter> losses(Feature feature, BpfObject object, List<String> reasons) {
        BpfMap losses = object.map("losses");
        Stream<LossCounter> own = IntStream.range(0, reasons.size())
                .mapToObj(i -> new LossCounter(feature, reasons.get(i), losses.sumOverCpus(i)));
        return Stream.concat(own, Stream.of(new LossCounter(feature, "nested_runs_skipped", object.skippedRuns())))
                .toList();
    }
}
