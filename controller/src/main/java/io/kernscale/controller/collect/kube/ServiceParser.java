// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.ServiceState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what matters of a Service. */
final class ServiceParser {

    /** What a headless Service has for a cluster IP. */
    private static final String NO_ADDRESS = "None";

    private ServiceParser() {}

    static ServiceState state(JsonObject service) {
        return new ServiceState(
                Json.text("", service, "metadata", "namespace"),
                Json.text("", service, "metadata", "name"),
                addresses(service),
                Json.texts(service, "spec", "selector"),
                ports(service, "port"),
                ports(service, "nodePort"));
    }

    /** Its own, those that somebody leads to the nodes for it, and those of its load balancers. */
    private static List<String> addresses(JsonObject service) {
        Stream<String> own = Stream.concat(
                Stream.ofNullable(Json.text(service, "spec", "clusterIP")),
                Json.list(service, "spec", "clusterIPs").stream());
        Stream<String> balancers = Json.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .filter(Objects::nonNull);
        return Stream.of(own, Json.list(service, "spec", "externalIPs").stream(), balancers)
                .flatMap(addresses -> addresses)
                .filter(address -> !address.isEmpty() && !address.equals(NO_ADDRESS))
                .distinct()
                .toList();
    }

    private static Set<Integer> ports(JsonObject service, String field) {
        return Json.objects(service, "spec", "ports").stream()
                .filter(Json::isTcp)
                .map(port -> Json.port(port, field))
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }
}
