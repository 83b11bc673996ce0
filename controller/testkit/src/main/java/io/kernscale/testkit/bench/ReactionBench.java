// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@code ./kernscale bench reaction [--rounds N] [--seed N] [--port N] [--json FILE]}: how long from the onset of
 * saturation to the write of the scale subresource, with the real agent and controller at their default settings.
 */
public final class ReactionBench {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int EXIT_CANNOT_RUN = 2;

    private ReactionBench() {}

    public static void main(String[] words) {
        PrintStream out = System.out; // the one class that talks to the terminal
        try {
            ReactionOptions options = ReactionOptions.parse(words);
            List<Reaction> reactions = measure(options, out);
            String json = json(reactions);
            out.printf(Locale.ROOT, "%nmedian %.2f s, worst %.2f s%n", median(reactions), max(reactions));
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), json);
            }
            System.exit(0);
        } catch (DemoException | IllegalStateException | IOException e) {
            System.err.println("kernscale: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(EXIT_CANNOT_RUN);
    }

    private static List<Reaction> measure(ReactionOptions options, PrintStream out) throws InterruptedException {
        var random = new Random(options.seed());
        var reactions = new ArrayList<Reaction>();
        try (MiniCluster cluster = MiniCluster.start(Path.of(""), options.agentPort())) {
            out.println("round  onset to write  replicas");
            for (int round = 1; round <= options.rounds(); round++) {
                Duration phase = Duration.ofNanos((long) (random.nextDouble() * POLL.toNanos()));
                Reaction reaction =
                        new ReactionRound(cluster, "calculator-" + round, options.seed() * 1_000 + round).run(phase);
                reactions.add(reaction);
                out.printf(Locale.ROOT, "%5d  %12.2f s  %8d%n", round, reaction.seconds(), reaction.replicas());
            }
        }
        return reactions;
    }

    static String json(List<Reaction> reactions) {
        return String.format(
                Locale.ROOT,
                "{\"rounds\": %d, \"onsetToWriteSecondsMedian\": %.3f, \"onsetToWriteSecondsMax\": %.3f}%n",
                reactions.size(),
                median(reactions),
                max(reactions));
    }

    /** Of an even number the mean of the two in the middle. */
    static double median(List<Reaction> reactions) {
        double[] sorted =
                reactions.stream().mapToDouble(Reaction::seconds).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double max(List<Reaction> reactions) {
        return reactions.stream().mapToDouble(Reaction::seconds).max().orElse(0);
    }
}
