// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of {@code peer.c} in a cgroup: one end of TCP connections, told what to do. */
final class Peer implements AutoCloseable {
    private static final String PROGRAM = CProgram.compile("peer").toString();

    private final Process process;
    private final BufferedReader answers;

    static Peer in(TestCgroup cgroup) {
        return new Peer(cgroup, List.of());
    }

    /** @param prefix a command that runs the rest of its line, as {@code ip netns exec NAME} does */
    static Peer in(TestCgroup cgroup, List<String> prefix) {
        return new Peer(cgroup, prefix);
    }

    private Peer(TestCgroup cgroup, List<String> prefix) {
        try {
            process = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of(PROGRAM)).toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cgroup.add(process);
        answers = process.inputReader();
    }

    /** What the command answered: a descriptor, a port, a count, or -errno. */
    long does(Object... words) {
        tell(words);
        return answered();
    }

    /** Begins a command whose answer comes later. */
    void tell(Object... words) {
        try {
            process.outputWriter()
                    .write(Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" ")));
            process.outputWriter().write('\n');
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long answered() {
        try {
            String line = answers.readLine();
            assertThat(line).as("the peer ended").isNotNull();
            return Long.parseLong(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #does}, of commands that must work. */
    int gets(Object... words) {
        long answer = does(words);
        assertThat(answer).as("%s", Arrays.asList(words)).isNotNegative();
        return (int) answer;
    }

    /** Listens on any port of the address; a descriptor. */
    int listens(String host) {
        return gets("listen", host, 0, 1024);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
