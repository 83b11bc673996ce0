// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.custommetrics.Refusal.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Caller HPA = new Caller("hpa", "", List.of("system:authenticated"), Map.of());
    private static final Attributes METRIC = Attributes.of(
            "GET", "/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/deployments.apps/cart/cpu-usage-cores");

    private final FakeReviews reviews = new FakeReviews();
    private final Authorizer authorizer = new Authorizer(reviews);

    @Test
    void asksTheApiServerOnceInTenSeconds() throws Refusal {
        reviews.allows = true;

        authorizer.check(HPA, METRIC, NOW);
        authorizer.check(HPA, METRIC, NOW.plusSeconds(9));
        authorizer.check(HPA, METRIC, NOW.plusSeconds(10));

        assertThat(reviews.questions)
                .hasSize(2)
                .allMatch(
                        "hpa get deployments.apps/cpu-usage-cores of custom.metrics.k8s.io in namespace shop"::equals);
    }

    @Test
    void saysWhatIsForbiddenAndWhy() {
        assertThatThrownBy(() -> authorizer.check(HPA, METRIC, NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.Forbidden))
                .hasMessage("User \"hpa\" cannot get deployments.apps/cpu-usage-cores of custom.metrics.k8s.io"
                        + " in namespace shop: test: no role");
    }

    @Test
    void letsNobodyThroughWhileTheApiServerIsAwayAndForgetsThatAtOnce() throws Refusal {
        reviews.away = true;
        assertThatThrownBy(() -> authorizer.check(HPA, METRIC, NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.InternalError))
                .hasMessageContaining("test: no answer");

        reviews.away = false;
        reviews.allows = true;
        authorizer.check(HPA, METRIC, NOW);
    }

    @Test
    void asksNobodyAboutMasters() throws Refusal {
        authorizer.check(new Caller("admin", "", List.of("system:masters"), Map.of()), METRIC, NOW);

        assertThat(reviews.questions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/livez", "/readyz"})
    void letsEverybodyAskForHealth(String path) throws Refusal {
        authorizer.check(Caller.ANONYMOUS, Attributes.of("GET", path), NOW);

        assertThat(reviews.questions).isEmpty();
    }
}
