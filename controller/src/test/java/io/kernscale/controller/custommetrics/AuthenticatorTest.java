// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.wire.TestAuthority;
import io.kernscale.wire.TestAuthority.Identity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TestAuthority PROXIES = new TestAuthority("front-proxy-ca");
    private static final TestAuthority CLIENTS = new TestAuthority("cluster-ca");
    private static final TestAuthority STRANGERS = new TestAuthority("strangers");
    private static final Trust TRUST = trust(PROXIES.certificate());

    private static final Map<String, List<String>> HEADERS = Map.of(
            "x-remote-user", List.of("system:serviceaccount:kube-system:horizontal-pod-autoscaler"),
            "x-remote-group", List.of("system:serviceaccounts", "system:authenticated"),
            "x-remote-extra-authentication.kubernetes.io%2fpod-name", List.of("kcm-0"));

    private final FakeReviews reviews = new FakeReviews();

    private static Trust trust(X509Certificate proxyAuthority) {
        return new Trust(
                List.of(CLIENTS.certificate()),
                List.of(proxyAuthority),
                List.of("front-proxy-client"),
                List.of("x-remote-user"),
                List.of("x-remote-uid"),
                List.of("x-remote-group"),
                List.of("x-remote-extra-"));
    }

    /** Trusts one thing at first, and another after it was told to look again. */
    private record Changing(Trust current, Trust renewed) implements TrustSource {}

    private Caller authenticate(TrustSource trust, Map<String, List<String>> headers, Identity... shown)
            throws Refusal {
        List<X509Certificate> certificates =
                Stream.of(shown).map(Identity::certificate).toList();
        return new Authenticator(trust, reviews)
                .authenticate(new Request("GET", "/apis", Map.of(), headers, certificates), NOW);
    }

    private Caller authenticate(Map<String, List<String>> headers, Identity... shown) throws Refusal {
        return authenticate(new Changing(TRUST, TRUST), headers, shown);
    }

    @Test
    void believesAFrontProxy() throws Refusal {
        Caller caller = authenticate(HEADERS, PROXIES.client("CN=front-proxy-client"));

        assertThat(caller.name()).isEqualTo("system:serviceaccount:kube-system:horizontal-pod-autoscaler");
        assertThat(caller.groups()).containsExactly("system:serviceaccounts", "system:authenticated");
        assertThat(caller.extra())
                .containsExactly(Map.entry("authentication.kubernetes.io/pod-name", List.of("kcm-0")));
    }

    @Test
    void leavesAnonymousWhomAFrontProxyCallsSo() throws Refusal {
        Map<String, List<String>> headers = Map.of(
                "x-remote-user", List.of("system:anonymous"),
                "x-remote-group", List.of("system:unauthenticated"));

        assertThat(authenticate(headers, PROXIES.client("CN=front-proxy-client"))
                        .groups())
                .containsExactly("system:unauthenticated");
    }

    /** Who shows a certificate that makes it no front proxy, and with what words it is refused. */
    record Impostor(String name, Identity shown, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Impostor> impostors() {
        return Stream.of(
                new Impostor("wrong name", PROXIES.client("CN=somebody"), "was: somebody"),
                new Impostor("no name", PROXIES.client("O=front-proxy-client"), "common name must be one of"),
                new Impostor("expired", PROXIES.expired("CN=front-proxy-client"), "NotAfter"),
                new Impostor("other authority", STRANGERS.client("CN=front-proxy-client"), "issued by CN=strangers"),
                new Impostor("a server's", PROXIES.server("CN=front-proxy-client"), "as a front proxy"));
    }

    @ParameterizedTest
    @MethodSource("impostors")
    void refusesHeadersOfAnybodyElse(Impostor impostor) {
        assertThatThrownBy(() -> authenticate(HEADERS, impostor.shown))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Unauthorized: ")
                .hasMessageContaining(impostor.words);
    }

    @Test
    void takesHeadersWithoutACertificateForNothing() throws Refusal {
        assertThat(authenticate(HEADERS)).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void takesHeadersForNothingWhileNobodyIsTrusted() throws Refusal {
        TrustSource nobody = new Changing(Trust.NOBODY, Trust.NOBODY);

        assertThat(authenticate(nobody, HEADERS, PROXIES.client("CN=front-proxy-client")))
                .isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void takesAnyNameOfTheAuthorityWhereNoneIsPrescribed() throws Refusal {
        Trust any = new Trust(
                List.of(),
                TRUST.proxyAuthorities(),
                List.of(),
                TRUST.userHeaders(),
                List.of(),
                TRUST.groupHeaders(),
                List.of());

        assertThat(authenticate(new Changing(any, any), HEADERS, PROXIES.client("CN=whoever"))
                        .name())
                .endsWith("horizontal-pod-autoscaler");
    }

    @Test
    void looksAgainBeforeItRefusesACertificate() throws Refusal {
        TestAuthority next = new TestAuthority("front-proxy-ca");
        TrustSource rotated = new Changing(TRUST, trust(next.certificate()));

        assertThat(authenticate(rotated, HEADERS, next.client("CN=front-proxy-client"))
                        .name())
                .endsWith("horizontal-pod-autoscaler");
    }

    @Test
    void knowsAClientByItsOwnCertificateAndNotByHeaders() throws Refusal {
        Caller caller = authenticate(HEADERS, CLIENTS.client("CN=admin,O=ops+O=dev"));

        assertThat(caller.name()).isEqualTo("admin");
        assertThat(caller.groups()).containsExactlyInAnyOrder("ops", "dev", "system:authenticated");
        assertThat(caller.extra()).isEmpty();
    }

    @Test
    void asksForTheOwnerOfATokenOnceInTenSeconds() throws Refusal {
        reviews.tokens.put("secret", new Caller("robot", "7", List.of(), Map.of()));
        Authenticator authenticator = new Authenticator(new Changing(TRUST, TRUST), reviews);
        Request request =
                new Request("GET", "/apis", Map.of(), Map.of("authorization", List.of("Bearer secret")), List.of());

        assertThat(authenticator.authenticate(request, NOW).name()).isEqualTo("robot");
        assertThat(authenticator.authenticate(request, NOW.plusSeconds(9)).groups())
                .containsExactly("system:authenticated");
        assertThat(reviews.questions).hasSize(1);
        authenticator.authenticate(request, NOW.plusSeconds(10));
        assertThat(reviews.questions).hasSize(2);
    }

    @Test
    void refusesATokenThatIsNobodysOrCannotBeReviewed() {
        Map<String, List<String>> headers = Map.of("authorization", List.of("bearer unknown"));

        assertThatThrownBy(() -> authenticate(headers)).hasMessageContaining("the bearer token is nobody's");
        reviews.away = true;
        assertThatThrownBy(() -> authenticate(headers)).hasMessageContaining("test: no answer");
    }
}
