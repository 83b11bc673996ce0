// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a request wants to do with what, in the terms that roles are written in. Example:
 * {@code GET /apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/deployments.apps/cart/cpu-usage-cores} is verb
 * {@code get} on resource {@code deployments.apps}, subresource {@code cpu-usage-cores}, named {@code cart}, in namespace
 * {@code shop}. Source: apiserver/pkg/endpoints/request/requestinfo.go.
 *
 * @param path  decoded
 * @param verb  {@code get}, {@code list}; of a path that is no resource the method in lower case
 * @param group empty for a path that is no resource, as all that follows
 * @param parts what stands behind version and namespace: resource, name, subresource, and whatever else
 */
public record Attributes(String path, String verb, String group, String version, String namespace, List<String> parts) {

    public Attributes {
        requireNonNull(path, "path");
        requireNonNull(verb, "verb");
        requireNonNull(group, "group");
        requireNonNull(version, "version");
        requireNonNull(namespace, "namespace");
        parts = List.copyOf(parts);
    }

    static Attributes of(String method, String rawPath) {
        List<String> segments = Arrays.stream(rawPath.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(Attributes::decoded)
                .toList();
        String path = "/" + String.join("/", segments);
        if (segments.size() < 4 || !segments.getFirst().equals("apis")) {
            return new Attributes(path, method.toLowerCase(Locale.ROOT), "", "", "", List.of());
        }
        List<String> rest = segments.subList(3, segments.size());
        boolean namespaced = rest.size() > 1 && rest.getFirst().equals("namespaces");
        List<String> parts = namespaced && rest.size() > 2 ? rest.subList(2, rest.size()) : rest;
        return new Attributes(
                path,
                verb(method, parts.size()),
                segments.get(1),
                segments.get(2),
                namespaced ? rest.get(1) : "",
                parts);
    }

    /** A plus sign is a plus sign in a path. */
    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String verb(String method, int parts) {
        return switch (method) {
            case "GET", "HEAD" -> parts > 1 ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> parts > 1 ? "delete" : "deletecollection";
            default -> "";
        };
    }

    public boolean isResource() {
        return !parts.isEmpty();
    }

    public String resource() {
        return part(0);
    }

    public String name() {
        return part(1);
    }

    public String subresource() {
        return part(2);
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    /** For people: {@code get deployments.apps/cpu-usage-cores in namespace shop}, {@code get /apis}. */
    String sentence() {
        if (!isResource()) {
            return verb + " " + path;
        }
        String what = subresource().isEmpty() ? resource() : resource() + "/" + subresource();
        return verb + " " + what + " of " + group + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
