// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.testkit.cluster.EndpointFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload program's relay, as a process, between a client and the servers of the test. */
class RelayTest {
    private static final int PORT = 7_001;
    private static final PodAddresses ADDRESSES =
            new PodAddresses(ProcessHandle.current().pid());

    private final FakeServer a = FakeServer.start();
    private final FakeServer b = FakeServer.start();
    private final FakeServer other = FakeServer.start();
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path directory;

    private Path program;

    @BeforeEach
    void extract() {
        program = WorkloadProgram.extractTo(directory);
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        a.close();
        b.close();
        other.close();
    }

    @Test
    void asksItsTargetsOneAfterTheOther() throws IOException {
        list("a", a);
        list("b", b);
        try (Socket client = ask(relay("--targets", files("a", "b")))) {
            await().until(() -> a.waiting() == 1);
            assertThat(b.waiting()).isZero();
            a.answer();
            await().until(() -> b.waiting() == 1);
            b.answer();
            assertThat(answer(client)).isEqualTo("ok\n");
        }
    }

    @Test
    void asksAllAtOnceWhenItFansOut() throws IOException {
        list("a", a);
        list("b", b);
        try (Socket client = ask(relay("--targets", files("a", "b"), "--fan-out", "parallel"))) {
            await().until(() -> a.waiting() == 1 && b.waiting() == 1);
            b.answer();
            a.answer();
            assertThat(answer(client)).isEqualTo("ok\n");
        }
    }

    @Test
    void keepsItsConnection() throws IOException {
        list("a", a);
        try (Socket client = ask(relay("--targets", files("a")))) {
            for (int i = 0; i < 3; i++) {
                await().until(() -> a.waiting() == 1);
                a.answer();
                assertThat(answer(client)).isEqualTo("ok\n");
                send(client);
            }
            assertThat(a.accepted()).isEqualTo(1);
        }
    }

    @Test
    void spreadsItsClientsOverTheEndpoints() throws IOException {
        list("a", a, other);
        InetSocketAddress relay = relay("--targets", files("a"));
        try (Socket first = ask(relay);
                Socket second = ask(relay)) {
            await().until(() -> a.waiting() == 1 && other.waiting() == 1);
            assertThat(List.of(first, second)).allMatch(Socket::isConnected);
        }
    }

    @Test
    void goesToAnotherEndpointWhenTheListChanges() throws IOException {
        list("a", a);
        try (Socket client = ask(relay("--targets", files("a")))) {
            await().until(() -> a.waiting() == 1);
            list("a", other);
            a.answer();
            assertThat(answer(client)).isEqualTo("ok\n");
            send(client);
            await().until(() -> other.waiting() == 1);
        }
    }

    @Test
    void asksAnotherEndpointWhenOneIsGone() throws IOException {
        list("a", a, other);
        a.close();
        InetSocketAddress relay = relay("--targets", files("a"));
        try (Socket first = ask(relay);
                Socket second = ask(relay)) {
            await().until(() -> other.waiting() == 2);
            assertThat(List.of(first, second)).allMatch(Socket::isConnected);
        }
    }

    @Test
    void asksAnotherEndpointOfATargetThatIsGoneWhenItFansOut() throws IOException {
        list("a", a, other);
        list("b", b);
        a.close();
        try (Socket client = ask(relay("--targets", files("a", "b"), "--fan-out", "parallel"))) {
            await().until(() -> b.waiting() == 1);
            b.answer();
            await().until(() -> other.waiting() == 1);
            other.answer();
            assertThat(answer(client)).isEqualTo("ok\n");
        }
    }

    @Test
    void waitsForTheFirstEndpoint() throws IOException {
        try (Socket client = ask(relay("--targets", files("a")))) {
            list("a", a);
            await().until(() -> a.waiting() == 1);
            a.answer();
            assertThat(answer(client)).isEqualTo("ok\n");
        }
    }

    @Test
    void endsWithASentenceWhenItsOptionsAreWrong() throws IOException, InterruptedException {
        assertThat(lastWords("relay")).contains("--targets");
        assertThat(lastWords("serve", "--colour", "red")).contains("--colour");
        assertThat(lastWords("dance")).contains("serve, relay or idle");
    }

    private String lastWords(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        return said;
    }

    private InetSocketAddress relay(String... options) throws IOException {
        var address = new InetSocketAddress(ADDRESSES.next(), PORT);
        var words = new ArrayList<>(List.of("relay", "--host", address.getHostString(), "--port", "" + PORT));
        words.addAll(List.of(options));
        start(words.toArray(String[]::new));
        return address;
    }

    private Process start(String... words) throws IOException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    /** Connects, as soon as somebody listens, and sends one line. */
    private static Socket ask(InetSocketAddress relay) {
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            var client = new Socket();
                            client.connect(relay);
                            send(client);
                            return client;
                        },
                        Socket::isConnected);
    }

    private static void send(Socket client) throws IOException {
        client.getOutputStream().write("ask\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        byte[] bytes = new byte[16];
        int count = client.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    }

    private String files(String... apps) {
        return String.join(
                ",",
                List.of(apps).stream()
                        .map(app -> EndpointFiles.file(directory, app).toString())
                        .toList());
    }

    private void list(String app, FakeServer... servers) throws IOException {
        var lines = new StringBuilder();
        for (FakeServer server : servers) {
            lines.append(server.endpoint()).append('\n');
        }
        Path fresh = Files.writeString(directory.resolve(app + ".new"), lines);
        Files.move(fresh, EndpointFiles.file(directory, app), StandardCopyOption.ATOMIC_MOVE);
    }
}
