// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodIdentityTest {

    @TempDir
    Path work;

    private Path namespace() {
        return work.resolve("namespace");
    }

    private PodIdentity own(String host) {
        return PodIdentity.own(() -> host, namespace());
    }

    @Test
    void isNamedForItsHostAndNoTwoAreTheSame() {
        PodIdentity self = own("controller-7d4b");

        assertThat(self.pod()).isEqualTo("controller-7d4b");
        assertThat(own("controller-7d4b")).isNotEqualTo(self);
    }

    @Test
    void isInTheNamespaceThatKubernetesNamesAndInDefaultOutsideOfAPod() throws IOException {
        assertThat(own("controller-7d4b").namespace()).isEqualTo("default");

        Files.writeString(namespace(), "autoscaling\n");

        assertThat(own("controller-7d4b").namespace()).isEqualTo("autoscaling");
    }

    @Test
    void hasANameWhereTheHostsDoesNotResolve() {
        PodIdentity self = PodIdentity.own(
                () -> {
                    throw new UnknownHostException("test: nobody");
                },
                namespace());

        assertThat(self.pod()).isEqualTo("kernscale-controller");
    }

    @Test
    void isReadFromTheHolderThatALeaseNames() {
        PodIdentity self = own("controller-7d4b");

        assertThat(PodIdentity.of(self.holder())).contains(self);
        assertThat(PodIdentity.of("somebody-else")).isEmpty();
    }
}
