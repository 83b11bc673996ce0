// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.StartUp.Phase;
import io.kernscale.controller.collect.StartUp.PodWindow;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start-up or load, window by window of 2 s. A pod started at 0 and became ready at 30 s. */
class StartUpTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    /** {@code s} starts, {@code .} has started. */
    private static String phases(String cores, String answers, @Nullable Double settled, int firstEnd) {
        StringBuilder phases = new StringBuilder();
        Phase phase = null;
        String[] used = cores.split(" ", -1);
        String[] given = answers.split(" ", -1);
        for (int i = 0; i < used.length; i++) {
            Instant end = START.plusSeconds(firstEnd + 2L * i);
            Double perSecond = given[Math.min(i, given.length - 1)].equals("-")
                    ? null
                    : Double.valueOf(given[Math.min(i, given.length - 1)]);
            PodWindow window = new PodWindow(
                    START,
                    end.isBefore(START.plusSeconds(30)) ? null : START.plusSeconds(30),
                    end.minusSeconds(2),
                    Double.parseDouble(used[i]),
                    perSecond,
                    perSecond != null && perSecond > 0);
            phase = StartUp.next(phase, window, settled, end);
            phases.append(phase.starting() ? 's' : '.');
        }
        return phases.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what | cores | answers a second | settled pods' seconds an answer | first window ends at | phases
            not ready, and the window of becoming ready           | 1 1 1 0.01          | -     |      | 27 | sss.
            idle once ready                                       | 0 0                 | 0     |      | 32 | ..
            load on a fresh pod beside settled ones               | 0.5 0.5             | 50    | 0.01 | 31 | s.
            compiling beside settled ones                         | 1 1 0.7 0.5         | 20 40 50 50 | 0.01 | 32 | ss..
            compiling alone: answers become cheaper               | 1 1 1 1 1 1 1 1     | 10 20 40 60 61 62 62 62 | | 32 | ssssss..
            nobody asks for half a minute                         | 1 1 1               | 0     |      | 54 | sss
            after that unasked CPU counts, once it is steady      | 1 1 1 1 1           | 0     |      | 62 | sss..
            connections are not counted: steady CPU counts        | 1 1 1 1 1           | -     |      | 32 | sss..
            connections are not counted: CPU that falls is a start | 1 0.8 0.6 0.5 0.5 0.5 0.5 | - |   | 32 | ssssss.
            """)
    void tells_start_up_from_load(
            String what, String cores, String answers, @Nullable Double settled, int firstEnd, String phases) {
        assertThat(phases(cores, answers, settled, firstEnd)).isEqualTo(phases);
    }

    @Test
    void after_five_minutes_any_pod_has_started() {
        assertThat(phases("1 1", "0", null, 298)).endsWith(".");
        assertThat(phases("1", "1", 0.001, 300)).isEqualTo(".");
    }

    @Test
    void a_pod_that_has_started_never_starts_again() {
        assertThat(phases("0 5 5 5", "0 1 1 1", 0.001, 32)).isEqualTo("....");
    }

    @Test
    void costs_are_seconds_an_answer() {
        PodWindow window = new PodWindow(START, START, START, 0.5, 50.0, true);
        assertThat(window.secondsPerAnswer()).isEqualTo(0.01);
        assertThat(Arrays.asList(new PodWindow(START, START, START, 0.5, null, false).secondsPerAnswer()))
                .containsOnlyNulls();
    }
}
