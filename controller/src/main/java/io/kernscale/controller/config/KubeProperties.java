// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the API server is reached.
 *
 * @param config  a kubeconfig file; none: the pod's service account, else {@code ~/.kube/config}
 * @param timeout time for one request, watches excepted
 */
@ConfigurationProperties("kernscale.kube")
public record KubeProperties(
        @Nullable Path config, @DefaultValue("5s") Duration timeout) {

    public KubeProperties {
        Require.positive(timeout, "kernscale.kube.timeout");
    }
}
