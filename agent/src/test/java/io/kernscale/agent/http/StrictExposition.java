// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Prometheus text format and refuses what a scraper may: a sample outside of its family, a family that comes
 * twice, a series that comes twice, a missing HELP or TYPE, a value that is no number.
 */
final class StrictExposition {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*\\.)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(\\{" + LABEL + "(?:," + LABEL + ")*})? (-?[0-9.]+(?:E-?[0-9]+)?)");

    private final Map<String, String> samples = new HashMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";
    private String type = "";

    private StrictExposition() {}

    /** Values by series, {@code name{labels}}. */
    static Map<String, String> parse(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line must end in a line break");
        }
        var parser = new StrictExposition();
        text.lines().forEach(parser::line);
        return parser.samples;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher typed = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            family = help.group(1);
            type = "";
            check(families.add(family), "family comes twice: " + line);
        } else if (typed.matches()) {
            check(typed.group(1).equals(family) && type.isEmpty(), "TYPE without its HELP: " + line);
            type = typed.group(2);
            check(type.equals("counter") == family.endsWith("_total"), "only counters end in _total: " + line);
        } else {
            check(sample.matches(), "no sample: " + line);
            check(belongs(sample.group(1)), "sample outside of family " + family + ": " + line);
            Double.parseDouble(sample.group(3));
            String series = line.substring(0, sample.start(3) - 1);
            check(samples.put(series, sample.group(3)) == null, "series comes twice: " + line);
        }
    }

    private boolean belongs(String name) {
        return switch (type) {
            case "histogram" -> name.matches(Pattern.quote(family) + "_(bucket|sum|count)");
            case "" -> false;
            default -> name.equals(family);
        };
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
