// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who subtracts one report from the next must find exactly what the kernel counted, in each role and for each counter,
 * and no row lower than in any report of the ten seconds before, whatever history {@link RandomEdges} makes up.
 */
class PodEdgesPropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST = 3;
    private static final int STEPS = 3_000;

    private record Report(long atNanos, Map<String, long[]> rows) {}

    private final PodEdges edges = new PodEdges(MOST);
    private final Map<Role, long[]> subtracted = new EnumMap<>(Role.class);
    private final Deque<Report> lately = new ArrayDeque<>();
    private Map<String, long[]> before = Map.of();
    private int appeared;
    private long now = 1_000 * SECOND;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void differencesAddUpToWhatTheKernelCounted(long seed) {
        var pace = new SplittableRandom(seed);
        var kernel = new RandomEdges(seed);
        for (int step = 0; step < STEPS; step++) {
            now += pace.nextInt(50) == 0 ? pace.nextLong(150 * SECOND) : pace.nextLong(SECOND / 4, 5 * SECOND);
            if (pace.nextInt(4) > 0) {
                kernel.work();
            }
            kernel.read(now);
            if (pace.nextInt(60) == 0) {
                kernel.restart(now).forEach(edges::fold);
            }
            report(kernel);
            kernel.takeBack(now);
        }
        now += SECOND;
        kernel.readExactly(now);
        report(kernel);

        for (Role role : Role.values()) {
            assertThat(subtracted.get(role)).as("%s", role).isEqualTo(kernel.counted(role));
            assertThat(kernel.counted(role)[8]).as("requests").isPositive();
        }
        assertThat(appeared).as("rows changed hands").isGreaterThan(100);
    }

    private void report(RandomEdges kernel) {
        edges.book(kernel.cgroups(), now);
        List<EdgeCounters> rows = edges.rows();
        Map<String, long[]> after = new HashMap<>();
        for (EdgeCounters row : rows) {
            String name = row.role() + " " + row.peer();
            assertThat(after.put(name, counters(row))).as("%s comes once", name).isNull();
            neverBack(name, counters(row));
            subtract(row.role(), before.get(name), counters(row));
        }
        for (Role role : Role.values()) {
            List<EdgeCounters> own =
                    rows.stream().filter(row -> row.role() == role).toList();
            assertThat(own.stream().filter(row -> !row.isTail())).hasSizeLessThanOrEqualTo(MOST);
            assertThat(own.stream().mapToLong(EdgeCounters::open).sum())
                    .as("open %s", role)
                    .isEqualTo(kernel.open(role));
        }
        before = after;
        lately.addLast(new Report(now, after));
    }

    private void subtract(Role role, long[] earlier, long[] later) {
        appeared += earlier == null ? 1 : 0;
        long[] sum = subtracted.computeIfAbsent(role, any -> new long[RandomEdges.COUNTERS]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += later[i] - (earlier == null ? 0 : earlier[i]);
        }
    }

    private void neverBack(String name, long[] row) {
        lately.removeIf(report -> now - report.atNanos() > 10 * SECOND);
        for (Report report : lately) {
            long[] earlier = report.rows().get(name);
            for (int i = 0; earlier != null && i < row.length; i++) {
                assertThat(row[i]).as("%s, counter %s", name, i).isGreaterThanOrEqualTo(earlier[i]);
            }
        }
    }

    private static long[] counters(EdgeCounters row) {
        List<Long> times = row.answerHistogram();
        return new long[] {
            row.opened(),
            row.refused(),
            row.reset(),
            row.timedOut(),
            row.closed(),
            row.sentBytes(),
            row.receivedBytes(),
            row.retransmits(),
            row.requests(),
            row.answers(),
            row.overlaps(),
            row.unasked(),
            row.outstandingNanos(),
            times.isEmpty() ? 0 : times.get(RandomEdges.SLOT)
        };
    }
}
