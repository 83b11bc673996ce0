// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.TcpCounters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kernel row adds to its pod, reading by reading. */
class EdgeMeterTest {
    private final EdgeTally growth = new EdgeTally();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                           | requests  | outstanding ms     | requests grow | outstanding grows
            the first reading is all growth                  | 7         | 30                 | 7             | 30
            a later one adds the difference                  | 7,9       | 30,45              | 7,2           | 30,15
            nothing happened                                 | 7,7       | 30,30              | 7,0           | 30,0
            a row that begins anew adds all it has           | 7,3       | 30,12              | 7,3           | 30,12
            also where it has waited longer already          | 7,3       | 30,40              | 7,3           | 30,40
            and goes on from there                           | 7,3,4     | 30,0,5             | 7,3,1         | 30,0,5
            time in progress jitters: the highest stays      | 7,7,7     | 30,29,32           | 7,0,0         | 30,0,2
            also beside a counter that grew                  | 7,8,8     | 30,29,32           | 7,1,0         | 30,0,2
            turns that were never there are corrected        | 7,7,7     | 5000,4000,4010     | 7,0,0         | 5000,0,10
            a millisecond less than that is jitter           | 7,7,7     | 5000,4001,5001     | 7,0,0         | 5000,0,1
            before the first turn time may be less than zero | 0,0,1     | -2,-1,3            | 0,0,1         | 0,0,3
            """)
    void addsWhatWasCounted(String name, String requests, String millis, String requestsGrow, String millisGrow) {
        EdgeMeter meter = null;
        for (int i = 0; i < requests.split(",").length; i++) {
            TcpCounters row =
                    aRow().turns(part(requests, i), part(millis, i) * 1_000_000).counters();
            if (meter == null) {
                meter = new EdgeMeter(EdgeName.of(ARow.client(1, 1)), row, i);
            } else {
                meter.see(row, i);
            }
            meter.growth(growth);
            meter.growth(growth); // asking twice is no difference
            assertThat(growth.requests()).as("requests at %s", i).isEqualTo(part(requestsGrow, i));
            assertThat(growth.outstandingNanos()).as("time at %s", i).isEqualTo(part(millisGrow, i) * 1_000_000);
            meter.book();
        }
    }

    private static long part(String list, int index) {
        return Long.parseLong(list.split(",")[index].strip());
    }

    @Test
    void anyCounterTellsThatARowBeganAnew() {
        for (int counter = 0; counter < 12; counter++) { // the last is outstanding time
            assertThat(growth(
                                    aRow().turns(9, 0).count(counter, 5),
                                    aRow().turns(9, 0).count(counter, 4))
                            .requests())
                    .as("counter %s", counter)
                    .isEqualTo(counter == 8 ? 4 : 9);
        }
        assertThat(growth(aRow().turns(9, 0).took(25, 5), aRow().turns(10, 0).took(25, 4))
                        .requests())
                .as("a slot of the histogram")
                .isEqualTo(10);
    }

    @Test
    void anAnswerWhoseTimeWasReadBeforeItWasCountedIsNotLost() {
        var meter =
                new EdgeMeter(EdgeName.of(ARow.client(1, 1)), aRow().turns(9, 0).counters(), 0);
        EdgeTally sum = new EdgeTally();
        for (ARow row : List.of(aRow().turns(9, 0), aRow().turns(9, 0).took(9, 10), aRow().turns(10, 0))) {
            meter.see(row.counters(), 1);
            meter.growth(growth);
            sum.add(growth);
            meter.book();
        }
        EdgeName name = EdgeName.of(ARow.client(1, 1));
        assertThat(sum.counters(name, "", new EdgeGauges(), List.of())
                        .answerHistogram()
                        .getLast())
                .isEqualTo(10);
    }

    private EdgeTally growth(ARow before, ARow after) {
        var meter = new EdgeMeter(EdgeName.of(ARow.client(1, 1)), before.counters(), 0);
        meter.growth(growth);
        meter.book();
        meter.see(after.counters(), 1);
        meter.growth(growth);
        return growth;
    }

    @Test
    void aRowThatIsNotReadAddsNothing() {
        var meter =
                new EdgeMeter(EdgeName.of(ARow.client(1, 1)), aRow().turns(9, 5).counters(), 0);
        meter.growth(growth);
        meter.book();

        meter.growth(growth);

        assertThat(growth.isZero()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true"})
    void aRowThatIsMissingForAMinuteIsGone(long seconds, boolean gone) {
        var meter = new EdgeMeter(EdgeName.of(ARow.client(1, 1)), aRow().counters(), 0);
        assertThat(meter.gone(seconds * 1_000_000_000L)).isEqualTo(gone);
    }
}
