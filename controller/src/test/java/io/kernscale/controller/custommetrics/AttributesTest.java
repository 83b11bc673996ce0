// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/deployments.apps/cart/cpu-usage-cores, get, shop, deployments.apps, cart, cpu-usage-cores",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods/*/cpu-usage-cores, get, shop, pods, *, cpu-usage-cores",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods/%2A/cpu%2Dusage, get, shop, pods, *, cpu-usage",
        "GET,  //apis//custom.metrics.k8s.io/v1beta2/namespaces/shop/pods/a+b/m/, get, shop, pods, a+b, m",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/metrics/load, get, shop, metrics, load, ''",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods, list, shop, pods, '', ''",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop, get, shop, namespaces, shop, ''",
        "GET,  /apis/custom.metrics.k8s.io/v1beta2/nodes/n1/load, get, '', nodes, n1, load",
        "POST, /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods, create, shop, pods, '', ''",
    })
    void readsWhatARoleIsWrittenIn(
            String method,
            String path,
            String verb,
            String namespace,
            String resource,
            String name,
            String subresource) {
        Attributes attributes = Attributes.of(method, path);

        assertThat(attributes.isResource()).isTrue();
        assertThat(attributes.verb()).isEqualTo(verb);
        assertThat(attributes.group()).isEqualTo("custom.metrics.k8s.io");
        assertThat(attributes.version()).isEqualTo("v1beta2");
        assertThat(List.of(attributes.namespace(), attributes.resource(), attributes.name(), attributes.subresource()))
                .containsExactly(namespace, resource, name, subresource);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, get, /",
        "GET, /healthz, get, /healthz",
        "GET, /apis/custom.metrics.k8s.io/v1beta2, get, /apis/custom.metrics.k8s.io/v1beta2",
        "GET, /openapi/v2/, get, /openapi/v2",
        "POST, /apis, post, /apis",
        "GET, /api/v1/pods/x, get, /api/v1/pods/x",
    })
    void takesOtherPathsForWhatTheyAre(String method, String path, String verb, String read) {
        Attributes attributes = Attributes.of(method, path);

        assertThat(attributes.isResource()).isFalse();
        assertThat(attributes.verb()).isEqualTo(verb);
        assertThat(attributes.path()).isEqualTo(read);
    }
}
