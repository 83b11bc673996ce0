// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.classify.Capacity.Basis;
import io.kernscale.controller.collect.WorkloadState;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CapacityTest {

    private static final double TARGET = 0.2;

    private record Row(
            String name,
            AnObservation observation,
            @Nullable Double requestCores,
            @Nullable Double limitCores,
            Capacity expected) {}

    private static Stream<Row> rows() {
        return Stream.of(
                new Row("a limit", anObservation().running(0.3, 0, 0), 0.2, 0.5, new Capacity(0.5, Basis.LIMIT)),
                new Row(
                        "beside a neighbour, what is requested",
                        anObservation().running(0.3, 1, 0).withNodes(2, 1),
                        0.4,
                        2.0,
                        new Capacity(0.4, Basis.REQUEST)),
                new Row(
                        "beside a neighbour, what is got, if that is more",
                        anObservation().running(0.6, 1, 0).withNodes(2, 1),
                        0.4,
                        2.0,
                        new Capacity(0.6, Basis.ACHIEVED)),
                new Row(
                        "a limit that stops it beside a neighbour",
                        anObservation().running(0.38, 1, 0.5).withNodes(2, 1).stoppedIn(0.9),
                        0.1,
                        0.4,
                        new Capacity(0.4, Basis.LIMIT)),
                new Row(
                        "a part of the nodes that its own threads fill",
                        anObservation().withPods(2, 2).running(2, 6, 0).withNodes(2, 0.1),
                        null,
                        null,
                        new Capacity(1, Basis.NODE)),
                new Row("a request", anObservation().running(0.3, 0, 0), 0.5, null, new Capacity(0.5, Basis.REQUEST)),
                new Row(
                        "nothing known",
                        anObservation().running(0.3, 0, 0),
                        null,
                        null,
                        new Capacity(1, Basis.ASSUMED)));
    }

    @TestFactory
    Stream<DynamicTest> aReplicaCanGet() {
        return rows().map(row -> dynamicTest(
                row.name(),
                () -> assertThat(Capacity.of(row.observation().build(), state(row), TARGET))
                        .isEqualTo(row.expected())));
    }

    private static WorkloadState state(Row row) {
        return new WorkloadState(AnObservation.CART, 1, 1, row.requestCores(), row.limitCores(), null);
    }
}
