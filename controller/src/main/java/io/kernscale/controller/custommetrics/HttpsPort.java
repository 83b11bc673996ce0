// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * The port: HTTPS 1.1 by the JDK's server, with a virtual thread a request. It is apart from the port of the REST API,
 * because nothing of the one may be reached through the other.
 */
public final class HttpsPort implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HttpsPort.class);

    private static final int BACKLOG = 128;
    private static final int GRACE_SECONDS = 1;

    static {
        // the JDK's server reads these once, when its first instance is made; a -D on the command line wins
        limit("sun.net.httpserver.maxReqTime", "10"); // seconds
        limit("sun.net.httpserver.nodelay", "true"); // headers and body go out in two writes
    }

    private final int wantedPort;
    private final SSLContext context;
    private final HttpsHandler handler;
    private @Nullable Run run;

    private record Run(HttpsServer server, ExecutorService threads) {}

    /**
     * Listens from its start to its stop.
     *
     * @param port    0: any that is free
     * @param bundles with one of the name {@code custom-metrics}
     */
    public HttpsPort(int port, SslBundles bundles, AggregatedApi api, JsonMapper mapper) {
        this.wantedPort = port;
        this.handler = new HttpsHandler(api, mapper);
        KeyManager certificate = new ServingCertificate(bundles);
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {certificate}, new TrustManager[] {new AnyClient()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public synchronized void start() {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(wantedPort), BACKLOG);
            server.setHttpsConfigurator(new AskingForCertificates(context));
            server.createContext("/", handler);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.start();
            run = new Run(server, threads);
            log.info("serves custom.metrics.k8s.io on port {}", port());
        } catch (IOException e) {
            throw new UncheckedIOException("kernscale.custom-metrics.port cannot be bound, was: " + wantedPort, e);
        }
    }

    private static final class AskingForCertificates extends HttpsConfigurator {

        AskingForCertificates(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters connection) {
            SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setWantClientAuth(true);
            connection.setSSLParameters(parameters);
        }
    }

    /** That it listens on; the wanted one while it does not. */
    public synchronized int port() {
        Run current = run;
        return current == null ? wantedPort : current.server.getAddress().getPort();
    }

    @Override
    public synchronized void stop() {
        Run stopping = run;
        run = null;
        if (stopping != null) {
            stopping.server.stop(GRACE_SECONDS);
            stopping.threads.shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return run != null;
    }
}
