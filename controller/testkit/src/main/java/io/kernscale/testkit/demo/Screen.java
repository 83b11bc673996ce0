// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The live table: redrawn in place on a terminal, printed anew every few seconds elsewhere. At most 120 columns. */
final class Screen {
    static final int WIDTH = 118;
    private static final int NAME_WIDTH = 13;
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";
    private static final String CLEAR_ALL = "\u001b[2J";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final long PLAIN_PERIOD_SECONDS = 5;
    private static final Set<String> NOTHING_SHORT = Set.of("Idle", "Unsaturated");
    private static final int MOST_ENDS = 2;

    private final PrintStream out;
    private final Mode mode;
    private long nextPlainSecond;
    private boolean isFirst = true;

    /** How to draw. */
    enum Mode {
        TERMINAL,
        PLAIN
    }

    Screen(PrintStream out, Mode mode) {
        this.out = out;
        this.mode = mode;
    }

    /**
     * @param second since the demo's start
     * @param phase  what is going on, in a line
     * @param notes  by workload, a line more below it
     */
    void show(long second, String phase, List<WorkloadView> views, Map<String, String> notes) {
        if (mode == Mode.PLAIN && second < nextPlainSecond) {
            return;
        }
        nextPlainSecond = second + PLAIN_PERIOD_SECONDS;
        List<String> lines = lines(second, phase, views, notes);
        if (mode == Mode.PLAIN) {
            out.println(String.join("\n", lines) + "\n");
        } else {
            out.print((isFirst ? CLEAR_ALL : "") + HOME_AND_CLEAR + BOLD + lines.getFirst() + PLAIN + "\n"
                    + String.join("\n", lines.subList(1, lines.size())) + "\n");
        }
        out.flush();
        isFirst = false;
    }

    static List<String> lines(long second, String phase, List<WorkloadView> views, Map<String, String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add(cut("Kernscale demo, %3d s: %s".formatted(second, phase), WIDTH));
        lines.add("");
        lines.add(row("WORKLOAD", "LABEL", "REPLICAS", "HPA RULE", "LAST DECISION"));
        for (WorkloadView view : views) {
            boolean isNew = view.label().isEmpty();
            lines.add(row(
                    view.name(),
                    isNew ? "..." : view.label(),
                    view.readyReplicas() + "/" + view.replicas(),
                    view.hpaReplicas(),
                    isNew ? "not seen yet" : view.reason()));
            lines.addAll(wrapped(view.message()));
            why(view).forEach(line -> lines.addAll(wrapped(line)));
            lines.addAll(wrapped(notes.getOrDefault(view.name(), "")));
            lines.add("");
        }
        return lines;
    }

    /** Of those that wait the way to what they wait for, of the others that are short of something the numbers. */
    private static List<String> why(WorkloadView view) {
        if (NOTHING_SHORT.contains(view.label())) {
            return List.of();
        }
        return view.waits().isEmpty()
                ? List.of(view.evidence())
                : view.waits().stream().limit(MOST_ENDS).toList();
    }

    private static String row(String name, String label, String replicas, String hpa, String decision) {
        return cut("%-13s%-13s%-10s%-10s%s".formatted(name, label, replicas, hpa, decision), WIDTH);
    }

    /** The text below the first column, broken between words; at most two lines. */
    private static List<String> wrapped(String text) {
        String indent = " ".repeat(NAME_WIDTH);
        if (text.isEmpty()) {
            return List.of();
        }
        int breakAt = text.length() <= WIDTH - NAME_WIDTH ? -1 : text.lastIndexOf(' ', WIDTH - NAME_WIDTH);
        return breakAt <= 0
                ? List.of(cut(indent + text, WIDTH))
                : List.of(
                        cut(indent + text.substring(0, breakAt), WIDTH),
                        cut(indent + text.substring(breakAt + 1), WIDTH));
    }

    static String cut(String text, int width) {
        String line = text.replace('\n', ' ');
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    static String note(Clients clients, LatencyMarks latency, long nowNanos) {
        return String.format(
                Locale.ROOT,
                "%d clients, %.0f answers/s, %s",
                clients.count(),
                clients.latencies().perSecond(nowNanos),
                latency.now());
    }
}
