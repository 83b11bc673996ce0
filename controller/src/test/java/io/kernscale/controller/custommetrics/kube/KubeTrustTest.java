// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.custommetrics.Trust;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.wire.TestAuthority;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeTrustTest {

    private static final Predicate<ApiRequest> READS = request -> request.path().endsWith("authentication");

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final TestAuthority authority = new TestAuthority("front-proxy-ca");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private KubeTrust trust;

    @BeforeEach
    void start() {
        trust = new KubeTrust(TestKube.http(directory, server.uri()), () -> now);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonObject publish(TestAuthority proxies) {
        return server.api()
                .create(TestTrust.configMap(Map.of(
                        "requestheader-client-ca-file", proxies.pem(),
                        "requestheader-allowed-names", "[\"front-proxy-client\"]",
                        "requestheader-username-headers", "[\"X-Remote-User\"]",
                        "requestheader-group-headers", "[\"X-Remote-Group\"]",
                        "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\", \"\"]")));
    }

    @Test
    void readsWhomToTrust() {
        publish(authority);

        Trust read = trust.current();

        assertThat(read.proxyAuthorities()).containsExactly(authority.certificate());
        assertThat(read.proxyNames()).containsExactly("front-proxy-client");
        assertThat(read.userHeaders()).containsExactly("x-remote-user");
        assertThat(read.groupHeaders()).containsExactly("x-remote-group");
        assertThat(read.extraPrefixes()).containsExactly("x-remote-extra-");
        assertThat(read.clientAuthorities()).isEmpty();
    }

    @Test
    void readsItAgainAfterHalfAMinuteAndSoonerWhenSomebodyIsRefused() {
        JsonObject configMap = publish(authority);
        trust.current();
        TestAuthority next = new TestAuthority("front-proxy-ca");
        server.api().delete(configMap);
        publish(next);

        now = now.plusSeconds(1);
        assertThat(trust.renewed().proxyAuthorities()).containsExactly(authority.certificate());
        now = now.plusSeconds(1);
        assertThat(trust.renewed().proxyAuthorities()).containsExactly(next.certificate());
        now = now.plusSeconds(29);
        trust.current();
        assertThat(server.requests(READS)).hasSize(2);
        now = now.plusSeconds(1);
        trust.current();
        assertThat(server.requests(READS)).hasSize(3);
    }

    @Test
    void trustsNobodyWhileItCannotBeRead() {
        assertThat(trust.current()).isEqualTo(Trust.NOBODY); // it is not there

        publish(authority);
        server.faults().fail(READS, 403, 1);
        now = now.plusSeconds(2);
        assertThat(trust.renewed()).isEqualTo(Trust.NOBODY);
        now = now.plusSeconds(2);
        assertThat(trust.renewed().proxyAuthorities()).hasSize(1);
    }

    @Test
    void goesByWhatItReadLastWhileTheApiServerIsAwayOrTellsNonsense() {
        JsonObject configMap = publish(authority);
        Trust read = trust.current();

        server.stop();
        now = now.plusSeconds(31);
        assertThat(trust.current()).isEqualTo(read);

        server.resume();
        server.api().delete(configMap);
        server.api()
                .create(TestTrust.configMap(Map.of(
                        "requestheader-client-ca-file", "no certificate", "requestheader-allowed-names", "[\"x\"]")));
        now = now.plusSeconds(31);
        assertThat(trust.current()).isEqualTo(read);
    }
}
