// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a process that is in its cgroups from its first instruction, and out of reach of the terminal's Ctrl-C. */
public final class CgroupProcess {
    /** Enters the cgroups, then becomes the command: the pid stays, and nothing runs outside. */
    private static final String ENTER = """
            while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done
            shift
            exec setsid "$@"
            """;

    private CgroupProcess() {}

    /**
     * @param tree        which has the cgroup
     * @param cgroup      path of a cgroup in it; made where it is missing
     * @param command     and its arguments
     * @param environment added to ours
     * @param log         takes its output
     */
    public static Process start(
            CgroupTree tree, String cgroup, List<String> command, Map<String, String> environment, Path log) {
        tree.make(cgroup);
        var words = new ArrayList<>(List.of("/bin/sh", "-c", ENTER, "enter"));
        tree.entrances(cgroup).forEach(file -> words.add(file.toString()));
        words.add("--");
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }
}
