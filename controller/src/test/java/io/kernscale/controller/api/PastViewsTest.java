// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import static io.kernscale.controller.culprit.AServiceMap.aServiceMap;
import static io.kernscale.controller.culprit.AServiceMap.call;
import static io.kernscale.controller.culprit.AServiceMap.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.AServiceMap;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.loop.LoopView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

class PastViewsTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final long PLENTY = 1 << 20;

    private static LoopView view(long second, int workloads) {
        AServiceMap map = aServiceMap();
        IntStream.range(0, workloads)
                .forEach(i -> map.with(
                        "w" + i,
                        Rule.NOTHING_SHORT,
                        call(peer("w" + (i + 1)), 80, 1 + (i * 7919 + second) % 997),
                        call(new Peer.Outside("203.0.113." + i, "partner"), 443, 0)));
        Instant at = START.plusSeconds(second);
        return new LoopView(at, at, List.of(), List.of(), ServiceMap.of(map.nodes()));
    }

    private static PastViews views(long maxBytes) {
        return new PastViews(JsonMapper.shared(), maxBytes);
    }

    @Test
    void tellsOfAnEarlierMomentWhatWasToldThen() {
        PastViews past = views(PLENTY);
        LoopView then = view(20, 3);
        past.keep(view(0, 2));
        past.keep(then);
        past.keep(view(40, 4));

        PastViews.Told told = past.at(START.plusSeconds(39));

        assertThat(told).isEqualTo(PastViews.Told.of(then));
        assertThat(told.graph().edges()).isNotEmpty();
        assertThat(told.workloads()).hasSize(3);
    }

    @Test
    void keepsAViewEveryTenSeconds() {
        PastViews past = views(PLENTY);

        for (int second = 0; second <= 60; second += 2) {
            past.keep(view(second, 1));
        }

        assertThat(past.size()).isEqualTo(7);
    }

    @Test
    void forgetsWhatIsOlderThanAnHour() {
        PastViews past = views(PLENTY);
        past.keep(view(0, 1));

        past.keep(view(3_601, 1));

        assertThat(past.size()).isEqualTo(1);
        assertThatThrownBy(() -> past.at(START))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        error -> assertThat(error.getBody().getDetail())
                                .isEqualTo("at must not be before 2026-01-01T13:00:01Z, the oldest view that is kept,"
                                        + " was: 2026-01-01T12:00:00Z"));
    }

    @Test
    void saysSoWhenNothingIsKeptYet() {
        assertThatThrownBy(() -> views(PLENTY).at(START))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        error -> assertThat(error.getStatusCode().value()).isEqualTo(404));
    }

    @Test
    void becomesCoarserAndNotShorterWhereMemoryEnds() {
        PastViews past = views(60_000);

        for (int second = 0; second <= 3_600; second += 10) {
            past.keep(view(second, 20));
            assertThat(past.bytes()).isLessThanOrEqualTo(60_000);
        }

        assertThat(past.at(START).graph().at()).isEqualTo(START);
        Instant late = START.plusSeconds(3_600);
        assertThat(Duration.between(past.at(late).graph().at(), late)).isLessThan(Duration.ofMinutes(20));
        assertThat(past.size()).isGreaterThan(5);
    }
}
