// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The controller's side of mutual TLS, from a directory as Kubernetes mounts a Secret. One thread at a time. */
final class ClientTls {

    private record Stamp(List<FileTime> times, List<Path> paths) {}

    private final Path directory;
    private final String serverName;
    private @Nullable Stamp stamp;

    ClientTls(Path directory, String serverName) {
        this.directory = directory;
        this.serverName = serverName;
    }

    /** Whether the files are others than those that were read last. */
    boolean changed() throws IOException {
        return !stampNow().equals(stamp);
    }

    /** The kubelet swaps the directory behind a link, so the path that it leads to counts as well as the time. */
    private Stamp stampNow() throws IOException {
        List<FileTime> times = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        for (String name : List.of("tls.crt", "tls.key", "ca.crt")) {
            Path file = directory.resolve(name);
            times.add(Files.getLastModifiedTime(file));
            paths.add(file.toRealPath());
        }
        return new Stamp(times, paths);
    }

    /** @throws IOException when a file is missing or is not what it should be */
    SSLContext read() throws IOException {
        Stamp read = stampNow();
        try {
            SslManagerBundle managers = SslManagerBundle.from(stores(), null);
            X509TrustManager trust = (X509TrustManager) managers.getTrustManagers()[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new NamedServerTrust(trust, serverName)}, null);
            stamp = read;
            return context;
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new IOException("tls.crt, tls.key and ca.crt must be PEM: " + e.getMessage(), e);
        }
    }

    private PemSslStoreBundle stores() {
        return new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate(location("tls.crt")).withPrivateKey(location("tls.key")),
                PemSslStoreDetails.forCertificate(location("ca.crt")));
    }

    private String location(String name) {
        return "file:" + directory.resolve(name);
    }
}
