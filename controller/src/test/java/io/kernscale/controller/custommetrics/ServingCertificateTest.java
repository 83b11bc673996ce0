// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

class ServingCertificateTest {

    @Test
    void saysWhichSettingsAreMissing() {
        assertThatThrownBy(() -> new ServingCertificate(new DefaultSslBundleRegistry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spring.ssl.bundle.pem.custom-metrics.keystore.certificate");
    }
}
