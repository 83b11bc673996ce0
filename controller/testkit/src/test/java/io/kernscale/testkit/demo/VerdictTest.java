// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final String ON_DISK = "3.8 of 4 working threads blocked on disk";
    private static final String ON_NETWORK = "8 threads blocked in network receive";

    /** What was seen at the end of a run, and the words of the fault that it is; empty for none. */
    record Row(
            String name,
            String calculator,
            String diskWriter,
            String waiter,
            List<String> writes,
            int replicas,
            String fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        List<String> one = List.of(Demo.CALCULATOR);
        return Stream.of(
                new Row("as it should be", "CpuBound", "IoBound", "Waiting", one, 5, ""),
                new Row("waiter cannot be told", "CpuBound", "IoBound", "Idle", one, 5, ""),
                new Row("20 % over", "CpuBound", "IoBound", "Waiting", one, 6, ""),
                new Row("40 % over", "CpuBound", "IoBound", "Waiting", one, 7, "has 7 replicas, but needs 5"),
                new Row("20 % under", "CpuBound", "IoBound", "Waiting", one, 4, ""),
                new Row("not scaled", "CpuBound", "IoBound", "Waiting", List.of(), 1, "has 1 replicas, but needs 5"),
                new Row("never seen", "", "IoBound", "Waiting", one, 5, "never labelled CpuBound"),
                new Row(
                        "disk not seen",
                        "CpuBound",
                        "CpuBound",
                        "Waiting",
                        one,
                        5,
                        "disk-writer was labelled CpuBound"),
                new Row(
                        "waiter scaled",
                        "CpuBound",
                        "IoBound",
                        "Waiting",
                        List.of(Demo.CALCULATOR, Demo.WAITER),
                        5,
                        "the waiter was scaled"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatWasWrong(Row row) {
        var log = new DecisionLog();
        add(log, Demo.CALCULATOR, row.calculator(), "");
        add(log, Demo.DISK_WRITER, row.diskWriter(), ON_DISK);
        add(log, Demo.WAITER, row.waiter(), ON_NETWORK);
        add(log, Demo.IDLER, "Idle", "");
        Verdict verdict = Verdict.of(log, row.writes(), row.replicas(), 5);
        if (row.fault().isEmpty()) {
            assertThat(verdict.faults()).isEmpty();
        } else {
            assertThat(verdict.faults()).singleElement().asString().contains(row.fault());
        }
    }

    private static void add(DecisionLog log, String name, String label, String evidence) {
        log.of(name).add(new WorkloadView(name, label, evidence, "", "", "-", "now", 1, 1));
    }
}
