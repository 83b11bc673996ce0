// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** {@code ./kernscale demo [--seconds N] [--port N]}. Exit status: 0 good, 1 the verdict was not, 2 it could not run. */
public final class DemoMain {
    private static final int EXIT_BAD_VERDICT = 1;
    private static final int EXIT_CANNOT_RUN = 2;
    private static final Duration TICK = Duration.ofMillis(250);

    private DemoMain() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class that talks to the terminal
        try {
            System.exit(run(DemoOptions.parse(words), out));
        } catch (DemoException e) {
            System.err.println("kernscale: " + e.getMessage());
            System.exit(EXIT_CANNOT_RUN);
        } catch (InterruptedException e) {
            System.exit(EXIT_CANNOT_RUN);
        }
    }

    private static int run(DemoOptions options, PrintStream out) throws InterruptedException {
        long end = options.seconds()
                .map(seconds -> System.nanoTime() + Duration.ofSeconds(seconds).toNanos())
                .orElse(Long.MAX_VALUE);
        out.println("Starting the API server, the kubelet, the agent and the controller (a few seconds) ...");
        try (MiniCluster cluster = MiniCluster.start(options.home(), options.agentPort())) {
            try (Demo demo = new Demo(cluster, new Screen(out, mode()))) {
                demo.start();
                while (System.nanoTime() < end) {
                    demo.tick();
                    Thread.sleep(TICK);
                }
                return tell(demo.verdict(), out);
            }
        }
    }

    private static Screen.Mode mode() {
        Console console = System.console();
        return console != null && console.isTerminal() ? Screen.Mode.TERMINAL : Screen.Mode.PLAIN;
    }

    private static int tell(Verdict verdict, PrintStream out) {
        if (verdict.isGood()) {
            verdict.praise().forEach(out::println);
        }
        verdict.faults().forEach(fault -> out.println("Not good: " + fault + "."));
        verdict.notShown().forEach(what -> out.println("Not shown: " + what + "."));
        return verdict.isGood() ? 0 : EXIT_BAD_VERDICT;
    }
}
