// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that outlives this process, however that ends, {@code kill -9} included: when the pipe between them
 * closes, it ends every process in the run's cgroups, then removes the cgroups and the run's temporary files.
 */
public final class Watchdog implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat > /dev/null
            files=$1
            shift
            for tree; do
              tries=0
              while [ -d "$tree" ] && [ $tries -lt 50 ]; do
                find "$tree" -name cgroup.procs -exec cat {} + 2> /dev/null | while read -r pid; do kill -9 "$pid"; done
                find "$tree" -depth -type d -exec rmdir {} + 2> /dev/null
                tries=$((tries + 1))
                [ -d "$tree" ] && sleep 0.1
              done
            done 2> /dev/null
            rm -rf -- "$files"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * @param files a directory to remove at the end
     * @param tree  whose cgroups to clear
     */
    public static Watchdog start(Path files, CgroupTree tree) {
        // setsid: Ctrl-C in the terminal goes to the whole process group, and must not reach the one who cleans up
        var command = new ArrayList<>(List.of("setsid", "/bin/sh", "-c", SCRIPT, "watchdog", files.toString()));
        tree.roots().forEach(root -> command.add(root.toString()));
        try {
            return new Watchdog(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the watchdog shell", e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(15, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the watchdog's pipe", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it finishes by itself
        }
    }
}
