// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom a server behind the API server's aggregator believes, as the ConfigMap
 * {@code kube-system/extension-apiserver-authentication} says. Header names are in lower case.
 *
 * @param clientAuthorities whose certificates name the client itself
 * @param proxyAuthorities  whose certificates let a front proxy name others in headers; empty: nobody's
 * @param proxyNames        common names that such a proxy may have; empty: any
 * @param userHeaders       the first with a value is the name
 * @param uidHeaders        the first with a value is the UID
 * @param groupHeaders      all values are groups
 * @param extraPrefixes     headers that begin so tell more
 */
public record Trust(
        List<X509Certificate> clientAuthorities,
        List<X509Certificate> proxyAuthorities,
        List<String> proxyNames,
        List<String> userHeaders,
        List<String> uidHeaders,
        List<String> groupHeaders,
        List<String> extraPrefixes) {

    /** Nobody at all. */
    public static final Trust NOBODY =
            new Trust(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Trust {
        clientAuthorities = List.copyOf(clientAuthorities);
        proxyAuthorities = List.copyOf(proxyAuthorities);
        proxyNames = List.copyOf(proxyNames);
        userHeaders = List.copyOf(userHeaders);
        uidHeaders = List.copyOf(uidHeaders);
        groupHeaders = List.copyOf(groupHeaders);
        extraPrefixes = List.copyOf(extraPrefixes);
    }
}
