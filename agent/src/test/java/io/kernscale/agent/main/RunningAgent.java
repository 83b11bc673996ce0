// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An agent in a process of its own. */
record RunningAgent(Process process, int port, Path logFile) implements AutoCloseable {

    private static final Path JVM_OPTIONS = Path.of("src/main/jvm/agent.options");

    /**
     * One that is ready.
     *
     * @param wrapper a command that is to run the agent's; none for the agent's itself
     */
    static RunningAgent start(Path directory, String... wrapper) throws IOException {
        RunningAgent agent = launch(directory, Map.of(), wrapper);
        agent.awaitReady();
        return agent;
    }

    /** @param variables environment variables, over those that a test wants */
    static RunningAgent launch(Path directory, Map<String, String> variables, String... wrapper) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path logFile = directory.resolve("agent.log");
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + JVM_OPTIONS,
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.httpserver.maxReqTime=1",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(logFile.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KERNSCALE_AGENT_PORT", Integer.toString(port),
                        "KERNSCALE_AGENT_BIND", "127.0.0.1",
                        "NODE_NAME", "node-of-the-test",
                        "KERNSCALE_AGENT_API_SERVER", "none"));
        builder.environment().putAll(variables);
        return new RunningAgent(builder.start(), port, logFile);
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/readyz").equals("ready\n"));
    }

    String get(String path) throws IOException {
        try (var body = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    int status(String path) throws IOException {
        return connection(path).getResponseCode();
    }

    /** Of an answer that is a refusal. */
    String body(String path) throws IOException {
        HttpURLConnection connection = connection(path);
        connection.getResponseCode(); // only then is there a body
        try (var body = connection.getErrorStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    }

    String log() throws IOException {
        return Files.readString(logFile);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
