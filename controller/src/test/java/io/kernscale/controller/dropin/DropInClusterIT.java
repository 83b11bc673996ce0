// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the real cluster of {@code ./kernscale test --cluster}. */
@EnabledIfEnvironmentVariable(
        named = "KERNSCALE_TEST_KUBECONFIG",
        matches = ".+",
        disabledReason = "it wants a cluster: KUBECONFIG=... ./kernscale test --cluster")
class DropInClusterIT extends DropInSuite {

    @Override
    ApiUnderTest open() {
        return new RealApi(Path.of(Objects.requireNonNull(System.getenv("KERNSCALE_TEST_KUBECONFIG"))));
    }
}
