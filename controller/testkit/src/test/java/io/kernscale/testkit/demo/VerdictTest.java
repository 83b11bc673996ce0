// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final String TO_CPU = " → x (41 ms outstanding, 3 concurrent) → b: CpuBound; scaled to 5";
    private static final String TO_DISK = " → b (41 ms outstanding, 3 concurrent): IoBound on vda; not scaled";

    /** What goes wrong in a run that is otherwise good, and the words of the one fault that it is; empty for none. */
    record Row(String name, GoodRun run, String fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("as it should be", good(), ""),
                new Row("20 % over", good().withReplicas(6), ""),
                new Row("40 % over", good().withReplicas(7), "b has 7 replicas in the surge, but needs 5"),
                new Row("20 % under", good().withReplicas(4), ""),
                new Row("not scaled", good().withReplicas(1), "b has 1 replicas in the surge, but needs 5"),
                new Row("scaled when calm", good().withWrite(Act.CALM, Chain.B), "b was scaled while it was calm"),
                new Row("waiter scaled", good().withWrite(Act.SURGE, Chain.A), "a was scaled in the surge"),
                new Row(
                        "scaled for a slow disk",
                        good().withWrite(Act.SLOW_DISK, Chain.B),
                        "b was scaled while b's disk"),
                new Row("scaled at the start", good().withWrite(Act.START, Chain.C), ""),
                new Row("wrong when calm", good().with(Act.CALM, Chain.C, "CpuBound"), "c was labelled CpuBound most"),
                new Row(
                        "idler at work",
                        good().with(Act.SURGE, Chain.IDLER, "Waiting"),
                        "idler was labelled Waiting most"),
                new Row("b not seen", good().with(Act.SURGE, Chain.B, "Unsaturated"), "b was never labelled CpuBound"),
                new Row("disk not seen", good().with(Act.SLOW_DISK, Chain.B, "Waiting"), "b was labelled Waiting most"),
                new Row(
                        "a waits unseen",
                        good().with(Act.SURGE, Chain.A, "Unsaturated", "a" + TO_CPU),
                        "a was never labelled Waiting in the surge"),
                new Row(
                        "walk ends early",
                        good().with(Act.SURGE, Chain.GATEWAY, "Waiting", "gateway → a: NotShort; not scaled"),
                        "the waits of gateway were never followed to \"b: CpuBound\" in the surge"),
                new Row(
                        "only the smaller part leads to b",
                        good().with(Act.SURGE, Chain.A, "Waiting", "a → x: CpuBound (60 % of the wait)", "a" + TO_CPU),
                        "the waits of a were never followed to \"b: CpuBound\" in the surge"),
                new Row(
                        "another disk",
                        good().with(Act.SLOW_DISK, Chain.A, "Waiting", "a → b: IoBound on vdab; not scaled"),
                        "the waits of a were never followed to \"b: IoBound on vda\" while b's disk was slow"),
                new Row(
                        "no recovery",
                        good().withP99(900),
                        "p99 did not recover: 12 ms when calm, 1200 ms at worst, 900 ms at the end"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysWhatWasWrong(Row row) {
        Verdict verdict = Verdict.of(row.run().run(Act.values()));
        assertThat(verdict.notShown()).isEmpty();
        if (row.fault().isEmpty()) {
            assertThat(verdict.faults()).isEmpty();
            assertThat(String.join("\n", verdict.praise()))
                    .contains("12 ms when calm, 1200 ms at worst, 90 ms at the end", "slow disk");
        } else {
            assertThat(verdict.faults()).singleElement().asString().contains(row.fault());
        }
    }

    @Test
    void isNotGoodWhenTheSurgeWasTooShort() {
        Verdict verdict = Verdict.of(good().run(Act.START, Act.CALM));
        assertThat(verdict.faults()).singleElement().asString().contains("more --seconds");
    }

    @Test
    void saysThatTheSlowDiskWasNotSeen() {
        Verdict verdict =
                Verdict.of(good().with(Act.SLOW_DISK, Chain.B, "CpuBound").run(Act.START, Act.CALM, Act.SURGE));
        assertThat(verdict.faults()).as("too short to be judged").isEmpty();
        assertThat(verdict.notShown()).singleElement().asString().contains("more --seconds");
        assertThat(verdict.praise()).noneMatch(line -> line.contains("slow disk"));
    }

    @Test
    void saysThatNoDiskCouldBeSlowedDown() {
        Verdict verdict = Verdict.of(good().withoutDisk().run(Act.START, Act.CALM, Act.SURGE));
        assertThat(verdict.notShown()).singleElement().asString().contains("this machine");
    }

    private static GoodRun good() {
        var run = new GoodRun();
        for (Act act : List.of(Act.CALM, Act.SURGE, Act.SLOW_DISK)) {
            run.with(act, Chain.IDLER, "Idle");
            run.with(act, Chain.B, "Unsaturated").with(act, Chain.C, "Unsaturated");
        }
        run.with(Act.CALM, Chain.A, "Unsaturated").with(Act.CALM, Chain.GATEWAY, "Unsaturated");
        run.with(Act.SURGE, Chain.B, "CpuBound").with(Act.SLOW_DISK, Chain.B, "IoBound");
        for (String name : List.of(Chain.GATEWAY, Chain.A)) {
            run.with(Act.SURGE, name, "Waiting", name + TO_CPU);
            run.with(Act.SLOW_DISK, name, "Waiting", name + TO_DISK);
        }
        return run;
    }
}
