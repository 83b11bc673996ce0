// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where this machine has the programs that the tests deploy. */
final class Programs {
    private static final Path POSTGRES_VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String WEBSOCKETS = "python3-websockets";

    private Programs() {}

    /** Empty when it is there, else a sentence. {@code python3-websockets} stands for a library of Python's. */
    static Optional<String> missing(String program) {
        if (program.equals(WEBSOCKETS)) {
            return find("python3").isPresent() && succeeds(python(), "-c", "import websockets")
                    ? Optional.empty()
                    : Optional.of(
                            "Python's websockets are missing; install " + WEBSOCKETS + ", or run ./kernscale test");
        }
        return find(program).isPresent()
                ? Optional.empty()
                : Optional.of(program + " is missing; install it, or run ./kernscale test");
    }

    /** Full path of a program that {@link Needs} has asked for. */
    static String path(String program) {
        return find(program).orElseThrow().toString();
    }

    /** The system's own before any other: packages put their libraries there. */
    static String python() {
        return path("python3");
    }

    private static Optional<Path> find(String program) {
        return directories()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> directories() {
        var directories = new ArrayList<>(Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
                .map(Path::of)
                .toList());
        directories.addAll(postgresDirectories());
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(Path::of)
                .forEach(directories::add);
        return directories.stream();
    }

    /** Debian keeps servers of several versions side by side; the newest first. */
    private static List<Path> postgresDirectories() {
        if (!Files.isDirectory(POSTGRES_VERSIONS)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(POSTGRES_VERSIONS)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt(
                            version -> -Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + POSTGRES_VERSIONS, e);
        }
    }

    /** A file of this package, which the build has put into a directory. */
    static String resource(String name) {
        try {
            return Path.of(Programs.class.getResource(name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name + " is not a file of the build", e);
        }
    }

    /** @throws IllegalStateException with the program's last words when it fails */
    static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String words = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + words);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
