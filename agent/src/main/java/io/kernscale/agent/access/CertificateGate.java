// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import io.kernscale.agent.access.Verdict.Refused;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Lets in who has a client certificate of the trusted authority. The connection has checked that already, but a
 * connection that is kept, or a session that is resumed, outlives certificates and authorities: each request is checked.
 */
final class CertificateGate implements Gate {

    private final X509TrustManager trust;

    CertificateGate(X509TrustManager trust) {
        this.trust = trust;
    }

    @Override
    public Verdict check(Caller caller) {
        X509Certificate[] chain = caller.certificates().toArray(X509Certificate[]::new);
        if (chain.length == 0) {
            return new Refused(
                    Refusal.NO_CREDENTIALS,
                    "Connect with a client certificate of the authority that this agent trusts.");
        }
        try {
            trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return Verdict.ADMITTED;
        } catch (CertificateException e) {
            return refused(chain[0], e);
        }
    }

    /** The same sentence for a connection that does not come to its first request. */
    static Refused refused(X509Certificate certificate, CertificateException e) {
        return new Refused(
                Refusal.CERTIFICATE_REFUSED,
                "The client certificate of " + certificate.getSubjectX500Principal() + ", good from "
                        + certificate.getNotBefore().toInstant() + " to "
                        + certificate.getNotAfter().toInstant() + ", is not trusted: " + e.getMessage() + ".");
    }
}
