// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The compiled {@code load.c}, and a cgroup for it to run in. */
record KernelLoad(Path directory, Path cgroup) implements AutoCloseable {

    static KernelLoad prepare() throws IOException, InterruptedException {
        Path root = Stream.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified")
                .map(Path::of)
                .filter(p -> Files.exists(p.resolve("cgroup.controllers")))
                .findFirst()
                .orElseThrow(() -> new IOException("no cgroup2 file system below /sys/fs/cgroup: mount one"));
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "kernel-bench");
        Path cgroup = Files.createDirectory(
                root.resolve("kernscale-bench-" + ProcessHandle.current().pid()));
        var load = new KernelLoad(directory, cgroup);
        load.compile();
        return load;
    }

    private void compile() throws IOException, InterruptedException {
        Path source = directory.resolve("load.c");
        try (InputStream in = KernelLoad.class.getResourceAsStream("load.c")) {
            if (in == null) {
                throw new IOException("load.c is not on the class path");
            }
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Process clang = new ProcessBuilder("clang", "-O2", source.toString(), "-o", program())
                .redirectErrorStream(true)
                .start();
        String said = new String(clang.getInputStream().readAllBytes(), UTF_8);
        if (clang.waitFor() != 0) {
            throw new IOException("clang: " + said);
        }
    }

    private String program() {
        return directory.resolve("load").toString();
    }

    /** Nanoseconds a round. */
    double pingPong(int cpu, int rounds) throws IOException, InterruptedException {
        return run("pingpong", Integer.toString(cpu), Integer.toString(rounds));
    }

    void directWrites(int writes) throws IOException, InterruptedException {
        double unused = run("direct", directory.resolve("data").toString(), Integer.toString(writes));
        assert unused == 0;
    }

    /** Nanoseconds a round of request and answer over loopback. */
    double ask(int connections, int rounds) throws IOException, InterruptedException {
        return run("ask", Integer.toString(connections), Integer.toString(rounds));
    }

    /** Attempts to connect that nobody answers, so that the first segment is sent again. */
    void knock(int connections, int millis) throws IOException, InterruptedException {
        double unused = run("knock", Integer.toString(connections), Integer.toString(millis));
        assert unused == 0;
    }

    private double run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(program()), Arrays.stream(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Files.writeString(cgroup.resolve("cgroup.procs"), Long.toString(process.pid()));
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status);
        }
        return Double.parseDouble(said);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(cgroup);
        for (String file : List.of("data", "load", "load.c", "")) {
            Files.deleteIfExists(directory.resolve(file));
        }
    }
}
