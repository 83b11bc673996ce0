// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as in a cluster: the server's certificate is signed by nobody but the CA file. */
class ApiClientTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private HttpsServer server;

    @BeforeEach
    void setUp() throws Exception {
        keytool("-genkeypair", "-alias", "api", "-keyalg", "EC", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-alias", "api", "-rfc", "-file", caFile().toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        server.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    private Path caFile() {
        return directory.resolve("ca.crt");
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", directory.resolve("store").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor()).as("keytool").isZero();
    }

    private SSLContext serverContext() throws Exception {
        KeyStore store = KeyStore.getInstance(directory.resolve("store").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private String get(Optional<Path> caFile) throws Exception {
        URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (var client = new ApiClient(new ApiServer(url, Optional.empty(), caFile))) {
            return client.get("/", "*/*", Duration.ofSeconds(10), ApiClientTest::text);
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), UTF_8);
    }

    @Test
    void trustsTheCaFile() throws Exception {
        assertThat(get(Optional.of(caFile()))).isEqualTo("hello");
    }

    @Test
    void trustsNobodyElse() {
        assertThatThrownBy(() -> get(Optional.empty())).hasMessageContaining("certification path");
    }
}
