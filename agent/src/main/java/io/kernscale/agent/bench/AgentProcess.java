// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The real agent in a process of its own, with the options that it is shipped with. */
final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What the process has used so far. Source: proc_pid_stat(5), proc_pid_status(5).
     *
     * @param userSeconds   CPU time in user space
     * @param systemSeconds CPU time in the kernel
     * @param rssMebibytes  resident memory
     */
    record Use(double userSeconds, double systemSeconds, double rssMebibytes) {}

    private final Process process;
    private final int port;
    private final long startedNanos;

    private AgentProcess(Process process, int port, long startedNanos) {
        this.process = process;
        this.port = port;
        this.startedNanos = startedNanos;
    }

    /**
     * How to start it.
     *
     * @param jar the agent's jar
     * @param jvm the file with its JVM options
     * @param log where its log goes
     */
    record Launch(Path jar, Path jvm, String apiServer, Path log) {}

    /** @param cacheOption {@code -XX:AOTCache=FILE} or {@code -XX:AOTCacheOutput=FILE} */
    static AgentProcess start(Launch launch, String cacheOption) throws IOException {
        int port = freePort();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + launch.jvm(),
                        cacheOption,
                        "-jar",
                        launch.jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(launch.log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "KERNSCALE_AGENT_PORT",
                        Integer.toString(port),
                        "KERNSCALE_AGENT_BIND",
                        "127.0.0.1",
                        "KERNSCALE_AGENT_API_SERVER",
                        launch.apiServer(),
                        "KERNSCALE_AGENT_MAX_AGE_MILLIS",
                        "50")); // below the distance of the warm-up's polls
        long started = System.nanoTime();
        var agent = new AgentProcess(builder.start(), port, started);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(agent.process::destroy));
        return agent;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Seconds from the start of the process to its first report. */
    double awaitFirstAnswer() throws IOException, InterruptedException {
        while (true) {
            try {
                get("/v1/report");
                return (System.nanoTime() - startedNanos) / 1e9;
            } catch (IOException e) {
                boolean late = System.nanoTime() - startedNanos > PATIENCE.toNanos();
                if (late || !process.isAlive()) {
                    throw new IOException("the agent gave no report: " + e.getMessage(), e);
                }
                Thread.sleep(5);
            }
        }
    }

    /** The body of a 200, as gzip where the agent can; any other status is an exception. */
    byte[] get(String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        try (var body = connection.getInputStream()) {
            return body.readAllBytes();
        }
    }

    Use use() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        List<String> status = Files.readAllLines(proc.resolve("status"));
        double rssKibibytes = status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
        return new Use(Long.parseLong(fields[11]) / 100.0, Long.parseLong(fields[12]) / 100.0, rssKibibytes / 1_024);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
