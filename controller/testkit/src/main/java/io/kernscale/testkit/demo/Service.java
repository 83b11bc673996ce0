// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.kubelet.CgroupProcess;
import io.kernscale.testkit.kubelet.CgroupTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The agent or the controller: a process of its own, in a cgroup of its own, that answers HTTP. */
final class Service implements AutoCloseable {
    private static final int LOG_LINES = 12;
    private static final long END_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Path log;

    private Service(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Service start(
            CgroupTree tree, Path directory, String name, List<String> command, Map<String, String> environment) {
        Path log = directory.resolve(name + ".log");
        return new Service(name, CgroupProcess.start(tree, name, command, environment, log), log);
    }

    /** Waits for a 200 from {@code uri}. */
    void awaitAnswer(URI uri, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!answers(uri)) {
            check();
            if (System.nanoTime() > end) {
                throw new DemoException("the " + name + " did not answer " + uri + " within " + patience.toSeconds()
                        + " s; its last words:\n" + lastWords());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while starting");
        }
    }

    /** @throws DemoException when the process is no more, with its last words */
    void check() {
        if (!process.isAlive()) {
            throw new DemoException("the " + name + " has ended with status " + process.exitValue()
                    + "; its last words:\n" + lastWords());
        }
    }

    private static boolean answers(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            int code = connection.getResponseCode();
            connection.disconnect();
            return code == 200;
        } catch (IOException e) {
            return false;
        }
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** SIGTERM, so that it can put its things in order; what does not end is ended with its cgroup. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
