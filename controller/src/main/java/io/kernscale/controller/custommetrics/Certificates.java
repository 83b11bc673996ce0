// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Looks at client certificates: valid now, for clients (RFC 5280, 4.2.1.12), and from an authority that is trusted. */
final class Certificates {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private Certificates() {}

    /**
     * Why these certificates prove nothing; empty where they do.
     *
     * @param chain the client's own first
     */
    static Optional<String> problem(List<X509Certificate> chain, List<X509Certificate> authorities) {
        X509Certificate own = chain.getFirst();
        try {
            own.checkValidity();
            X509CertSelector wanted = new X509CertSelector();
            wanted.setCertificate(own);
            wanted.setExtendedKeyUsage(Set.of(CLIENT_AUTH)); // fits certificates without the extension as well
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    authorities.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet()), wanted);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            return Optional.of(
                    "the certificate of " + own.getSubjectX500Principal().getName() + ", issued by "
                            + own.getIssuerX500Principal().getName() + ": " + e.getMessage());
        }
    }

    /** The last common name of the subject, as Go has it; empty where there is none. */
    static String commonName(X509Certificate certificate) {
        List<String> names = subject(certificate, "CN");
        return names.isEmpty() ? "" : names.getLast();
    }

    /** The organizations of the subject. */
    static List<String> organizations(X509Certificate certificate) {
        return subject(certificate, "O");
    }

    private static List<String> subject(X509Certificate certificate, String type) {
        List<String> values = new ArrayList<>();
        try {
            LdapName name = new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn rdn : name.getRdns()) {
                Attribute attribute = rdn.toAttributes().get(type);
                if (attribute != null) {
                    Collections.list(attribute.getAll()).stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .forEach(values::add);
                }
            }
        } catch (NamingException e) {
            return List.of(); // a name that cannot be read names nobody
        }
        return values;
    }
}
