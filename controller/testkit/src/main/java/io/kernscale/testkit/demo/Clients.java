// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.cluster.Pods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A closed load: each client asks, waits for the answer, thinks, and asks again, the ready pods in turn. Thinking times
 * are exponential, from a seed.
 */
public final class Clients implements AutoCloseable {
    private static final byte[] REQUEST = "calculate\n".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Duration PAUSE_WITHOUT_PODS = Duration.ofMillis(100);

    private final KubernetesApi api;
    private final String app;
    private final long seed;
    private final Duration think;
    private final Latencies latencies = new Latencies();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int count;

    /** @param app label of the pods to ask */
    public Clients(KubernetesApi api, String app, Duration think, long seed) {
        this.api = api;
        this.app = app;
        this.think = think;
        this.seed = seed;
    }

    /** So many clients from now on; they only become more. */
    public synchronized void growTo(int clients) {
        while (count < clients) {
            long clientSeed = seed + count++;
            threads.execute(() -> run(new Random(clientSeed)));
        }
    }

    public synchronized int count() {
        return count;
    }

    public Latencies latencies() {
        return latencies;
    }

    private void run(Random random) {
        Map<String, Socket> connections = new HashMap<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * think.toNanos())));
                List<String> pods = readyPods();
                if (pods.isEmpty()) {
                    Thread.sleep(PAUSE_WITHOUT_PODS);
                    continue;
                }
                ask(pods.get(Math.floorMod(turn.getAndIncrement(), pods.size())), connections);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the load ends
        } finally {
            connections.values().forEach(Clients::close);
        }
    }

    private List<String> readyPods() {
        return api.list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "labels", "app").equals(app))
                .filter(pod -> Pods.isReady(pod) && !Pods.isEnding(pod))
                .map((JsonObject pod) -> Json.text(pod, "status", "podIP"))
                .toList();
    }

    private void ask(String address, Map<String, Socket> connections) {
        long start = System.nanoTime();
        try {
            Socket socket = connections.get(address);
            if (socket == null) {
                socket = connect(address);
                connections.put(address, socket);
            }
            socket.getOutputStream().write(REQUEST);
            if (socket.getInputStream().read(new byte[16]) < 0) {
                throw new IOException("the pod has closed the connection");
            }
            latencies.add(System.nanoTime(), System.nanoTime() - start);
        } catch (IOException e) {
            Socket broken = connections.remove(address); // its pod is going; the next request goes to another
            if (broken != null) {
                close(broken);
            }
        }
    }

    private static Socket connect(String address) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(address, Workload.PORT), TIMEOUT_MILLIS);
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
