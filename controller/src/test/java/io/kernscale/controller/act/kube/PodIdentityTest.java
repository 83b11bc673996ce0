// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PodIdentityTest {

    @Test
    void isNamedForItsHostAndNoTwoAreTheSame() {
        PodIdentity self = PodIdentity.own(() -> "controller-7d4b");

        assertThat(self.pod()).isEqualTo("controller-7d4b");
        assertThat(self.namespace()).isEqualTo("default");
        assertThat(PodIdentity.own(() -> "controller-7d4b")).isNotEqualTo(self);
    }

    @Test
    void hasANameWhereTheHostsDoesNotResolve() {
        PodIdentity self = PodIdentity.own(() -> {
            throw new UnknownHostException("test: nobody");
        });

        assertThat(self.pod()).isEqualTo("kernscale-controller");
    }

    @Test
    void isReadFromTheHolderThatALeaseNames() {
        PodIdentity self = PodIdentity.own(() -> "controller-7d4b");

        assertThat(PodIdentity.of(self.holder())).contains(self);
        assertThat(PodIdentity.of("somebody-else")).isEmpty();
    }
}
