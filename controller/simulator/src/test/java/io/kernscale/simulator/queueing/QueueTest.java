// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class QueueTest {

    private record Row(String name, double utilisation, double servers, double room, double waiting, double slack) {}

    @TestFactory
    Stream<DynamicTest> tellsHowManyWait() {
        double any = Double.POSITIVE_INFINITY;
        return List.of(
                        new Row("M/M/1, half used: 0.25 / 0.5", 0.5, 1, any, 0.5, 1e-9),
                        new Row("M/M/1, at 90 %: 0.81 / 0.1", 0.9, 1, any, 8.1, 1e-9),
                        new Row("M/M/2, at 80 %: Erlang C 0.711 * 0.8 / 0.2", 0.8, 2, any, 2.844, 0.1),
                        new Row("M/M/8, at 90 %: Erlang C 0.702 * 0.9 / 0.1", 0.9, 8, any, 6.31, 0.2),
                        new Row("room for one, half used", 0.5, 1, 1, 0.25, 1e-9),
                        new Row("room for seven, used up", 1, 1, 7, 7, 1e-9),
                        new Row("room for less than one, used up", 1, 1, 0.4, 0.4, 1e-9),
                        new Row("no room", 1, 1, 0, 0, 0),
                        new Row("unused", 0, 1, 7, 0, 0))
                .stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name,
                        () -> assertThat(Queue.waiting(row.utilisation, row.servers, row.room))
                                .isCloseTo(row.waiting, within(row.slack))));
    }
}
