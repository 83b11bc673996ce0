// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What each feature of a report rests on: the probes where they deliver, files where files know it, else nothing. */
final class Features {
    private Features() {}

    /** Features whose numbers must come from files. */
    static Set<Feature> fromFiles(KernelProbes probes) {
        Set<Feature> missing = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (!probes.delivers(feature)) {
                missing.add(feature);
            }
        }
        return missing;
    }

    /** One status for each feature. */
    static List<FeatureStatus> status(KernelProbes probes, Set<Feature> fromFiles, CgroupMounts mounts) {
        List<ProbeStatus> all = probes.status();
        List<FeatureStatus> features = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            List<ProbeStatus> own =
                    all.stream().filter(probe -> probe.feature() == feature).toList();
            features.add(
                    fromFiles.contains(feature)
                            ? substitute(feature, reasons(own), mounts)
                            : new FeatureStatus(feature, weakest(own), reasons(own)));
        }
        return features;
    }

    /** All features of a host on which nothing can be attributed. */
    static List<FeatureStatus> none(String reason) {
        return EnumSet.allOf(Feature.class).stream()
                .map(feature -> new FeatureStatus(feature, Source.NONE, reason))
                .toList();
    }

    private static FeatureStatus substitute(Feature feature, String reason, CgroupMounts mounts) {
        return switch (feature) {
            case SCHEDULER ->
                new FeatureStatus(
                        feature,
                        Source.FILES,
                        "run from cpu.stat, wait from cpu.pressure (a lower bound), nothing blocked. " + reason);
            case BLOCK ->
                mounts.hasIoStat()
                        ? new FeatureStatus(
                                feature, Source.FILES, "requests and bytes from io.stat, no times. " + reason)
                        : new FeatureStatus(
                                feature,
                                Source.NONE,
                                "the v2 hierarchy has no io controller to stand in: boot with"
                                        + " systemd.unified_cgroup_hierarchy=1. " + reason);
            case SAMPLING, TCP -> new FeatureStatus(feature, Source.NONE, reason);
            case LIFECYCLE -> new FeatureStatus(feature, Source.FILES, "the tree is walked every 10 s. " + reason);
        };
    }

    private static Source weakest(List<ProbeStatus> probes) {
        return probes.stream()
                .map(ProbeStatus::source)
                .filter(source -> source != Source.NONE)
                .max(Comparator.naturalOrder())
                .orElse(Source.NONE);
    }

    private static String reasons(List<ProbeStatus> probes) {
        return probes.stream()
                .map(ProbeStatus::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
