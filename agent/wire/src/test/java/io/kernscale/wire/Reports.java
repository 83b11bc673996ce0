// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.util.List;

/** The report that the golden file {@code report-v1.json} holds. */
public final class Reports {

    private Reports() {}

    /** One pod with every field set, one plain cgroup with every optional field absent. */
    public static NodeReport golden() {
        return new NodeReport(
                NodeReport.API_VERSION,
                "node-1",
                "5f0c-1767225600",
                42,
                9_000_000_000_123L,
                37,
                8,
                features(),
                List.of(pod(), plainCgroup()),
                List.of(new LossCounter(Feature.SCHEDULER, "cgroup_slots_full", 5)));
    }

    private static List<FeatureStatus> features() {
        return List.of(
                new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, ""),
                new FeatureStatus(
                        Feature.BLOCK,
                        Source.RAW_TP,
                        "tp_btf/block_rq_issue refused (EPERM); attached as a raw tracepoint."),
                new FeatureStatus(Feature.SAMPLING, Source.PERF_EVENT, ""),
                new FeatureStatus(
                        Feature.LIFECYCLE, Source.FILES, "cgroup_mkdir is missing; the tree is walked instead."),
                new FeatureStatus(Feature.TCP, Source.TP_BTF, ""));
    }

    private static PodReport pod() {
        return new PodReport(
                "0b2c7a52-9d54-4a3e-8a6f-0c5f5d9e2a11",
                PodReport.Kind.POD,
                "shop",
                "checkout-6d5f7c9b8-x2x4q",
                2,
                cpu(),
                List.of(disk()),
                List.of(edge(), tail()),
                new SampleCounters(7_000, 1_000, List.of(new HotSpot("/usr/bin/checkout", 4_660, "price_basket", 512))),
                new PressureTotals(120_001, 230_002, 140_003, 5_004),
                268_435_456L,
                List.of(new ContainerUsage("c0ffee".repeat(10) + "c0ff", 9_000_000_001L, 201_326_592L)));
    }

    private static CpuCounters cpu() {
        return new CpuCounters(
                81_000_000_001L,
                9_000_000_002L,
                3_000_000_003L,
                List.of(400L, 0L, 31L, 7L, 1L),
                new BlockedNanos(
                        1_000_000_004, 2_000_000_005, 3_000_000_006L, 4_000_000_007L, 5_000_000_008L, 6_000_000_009L),
                7_000_000_010L,
                90_011,
                66,
                11,
                22,
                33,
                17,
                3,
                1.5,
                1_200,
                340);
    }

    private static DiskCounters disk() {
        List<Long> device = List.of(0L, 0L, 0L, 0L, 0L, 0L, 100L, 150L, 53L);
        return new DiskCounters("vda", 101, 202, 413_696, 827_392, 303_000, 404_000_000, List.of(300L, 3L), device, 4);
    }

    private static EdgeCounters edge() {
        return new EdgeCounters(
                Role.CLIENT,
                "10.0.3.7",
                5_432,
                120,
                1,
                2,
                3,
                110,
                10,
                4_000_001,
                9_000_002,
                412,
                5,
                60_001,
                60_000,
                7_000_000_011L,
                List.of(0L, 0L, 0L, 0L, 0L, 0L, 59_000L, 1_000L),
                1,
                4,
                6,
                List.of("10.0.9.1:40312", "[fd00::7]:40313"));
    }

    private static EdgeCounters tail() {
        return new EdgeCounters(
                Role.SERVER, "", 0, 7, 0, 0, 0, 7, 0, 70, 80, 0, 0, 9, 9, 90, List.of(9L), 0, 0, 0, List.of());
    }

    private static PodReport plainCgroup() {
        return new PodReport(
                "/system.slice/backup.service",
                PodReport.Kind.CGROUP,
                null,
                null,
                0,
                CpuCounters.NONE,
                List.of(),
                List.of(),
                SampleCounters.NONE,
                null);
    }
}
