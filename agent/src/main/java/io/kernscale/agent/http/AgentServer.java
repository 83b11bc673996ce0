// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.kernscale.agent.access.Access;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The agent's HTTP server: the JDK's, with a virtual thread per request and an upper bound to everything a client can
 * take: requests at once, connections, header bytes, seconds to ask and seconds to read. Owns the port.
 */
public final class AgentServer implements AutoCloseable {

    private static final int BACKLOG = 128;

    static {
        // the JDK's server reads these once, when its first instance is made; a -D on the command line wins
        limit("jdk.httpserver.maxConnections", "512");
        limit("sun.net.httpserver.maxIdleConnections", "64");
        limit("sun.net.httpserver.maxReqHeaderSize", "65536");
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.maxRspTime", "20");
        limit("sun.net.httpserver.nodelay", "true"); // headers and body go out in two writes
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable HttpHandler handler;

    private AgentServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; nothing is answered before {@link #serve} or {@link #standBy}.
     *
     * @param address port 0 takes a free one
     * @param tls     for HTTPS, which asks its clients for a certificate; empty for plain HTTP
     * @throws IOException when the address cannot be bound
     */
    public static AgentServer bind(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        if (tls.isEmpty()) {
            return new AgentServer(HttpServer.create(address, BACKLOG));
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new AskingForCertificates(tls.get()));
        return new AgentServer(server);
    }

    /** Asks and does not insist: the kubelet's probes have no certificate, and who else comes without is refused later. */
    private static final class AskingForCertificates extends HttpsConfigurator {

        AskingForCertificates(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }

    /** Until {@link #serve}, answers that there is nothing yet, with the reason. */
    public void standBy(String sentence) {
        answer(new StandByHandler(sentence));
    }

    /** Begins to answer, {@code maxRequests} requests at once; beyond that a client is told to come again. */
    public void serve(Served served, Access access, int maxRequests) {
        var counts = new RequestCounts();
        var pages = new Pages(served, counts, access.refusals());
        answer(new AgentHandler(pages, counts, access, maxRequests));
    }

    private void answer(HttpHandler next) {
        boolean first = handler == null;
        handler = next;
        if (first) {
            server.createContext("/", exchange -> requireNonNull(handler).handle(exchange));
            server.setExecutor(executor);
            server.start();
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Drops whoever still reads: an answer that is cut off says so by its length. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
