// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The agent's side of mutual TLS. The files are read again within ten seconds of a change; when they cannot be used,
 * what was read last stays, and the log says so. Thread-safe.
 */
final class ServerTls {

    private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
    private static final long LOOK_NANOS = 10_000_000_000L;

    private final TlsFiles files;
    private final Refusals refusals;
    private final LongSupplier nanoClock;
    private TlsFiles.Content content;
    private TlsFiles.Stamp stamp;
    private long lookedAtNanos;

    /**
     * Reads the files for the first time.
     *
     * @param refusals  where clients are counted whose handshake fails
     * @param nanoClock monotonic
     * @throws IOException when they cannot be used
     */
    ServerTls(Path directory, Refusals refusals, LongSupplier nanoClock) throws IOException {
        this.files = new TlsFiles(directory);
        this.refusals = refusals;
        this.nanoClock = nanoClock;
        this.stamp = files.stamp();
        this.content = files.read();
        this.lookedAtNanos = nanoClock.getAsLong();
    }

    /** For an HTTPS server that asks its clients for certificates. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new CurrentKeys()}, new TrustManager[] {new CurrentTrust()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has TLS", impossible);
        }
    }

    Gate gate() {
        return new CertificateGate(new CurrentTrust());
    }

    private synchronized TlsFiles.Content current() {
        long now = nanoClock.getAsLong();
        if (now - lookedAtNanos >= LOOK_NANOS) {
            lookedAtNanos = now;
            look();
        }
        return content;
    }

    private void look() {
        try {
            TlsFiles.Stamp seen = files.stamp();
            if (!seen.equals(stamp)) {
                content = files.read();
                stamp = seen;
                LOG.log(Level.INFO, "the certificates in " + files.directory() + " were replaced");
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the certificates in " + files.directory() + " cannot be read, those read before stay: "
                            + e.getMessage());
        }
    }

    /** One key, whatever it is at the moment. */
    private final class CurrentKeys extends X509ExtendedKeyManager {

        private X509ExtendedKeyManager keys() {
            return current().keys();
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keys().chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys().chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys().getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return keys().chooseClientAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys().getClientAliases(keyType, issuers);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys().getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys().getPrivateKey(alias);
        }
    }

    /** The authority that is trusted at the moment. Of a handshake that fails, the HTTP server tells nobody. */
    private final class CurrentTrust extends X509ExtendedTrustManager {

        private X509TrustManager trust() {
            return current().trust();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            trust().checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            try {
                checkClientTrusted(chain, authType);
            } catch (CertificateException e) {
                refusals.add(CertificateGate.refused(chain[0], e), "a client's handshake");
                throw e;
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("an agent's server trusts clients alone");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust().getAcceptedIssuers();
        }
    }
}
