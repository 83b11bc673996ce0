// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One query of a panel.
 *
 * @param where      {@code overview.json: CPU saturation (A)}
 * @param expression PromQL with the dashboard's variables in it
 * @param isInstant  whether it asks for one moment, not for a span
 * @param labels     labels that the panel names: in the legend, as columns, or in a link
 */
record Query(String where, String expression, boolean isInstant, Set<String> labels) {
    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern MATCHERS_AND_RANGES = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABEL_LISTS =
            Pattern.compile("\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A name that is no function: no bracket follows. */
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");

    Query {
        labels = Set.copyOf(labels);
    }

    Set<String> metrics() {
        return metrics(expression);
    }

    /** The metrics that an expression reads: what is left of it without strings, label lists, functions and operators. */
    static Set<String> metrics(String expression) {
        String bare = STRING.matcher(expression).replaceAll("");
        bare = MATCHERS_AND_RANGES.matcher(bare).replaceAll("");
        bare = LABEL_LISTS.matcher(bare).replaceAll("");
        return NAME.matcher(bare)
                .results()
                .map(result -> result.group())
                .filter(name -> !OPERATORS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables that it names: {@code namespace} of {@code $namespace}; Grafana's own begin with two underscores. */
    Set<String> variables() {
        return Pattern.compile("\\$\\{?(\\w+)")
                .matcher(expression)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    /** The expression with a value for a variable. */
    Query with(String variable, String value) {
        String filled = expression.replaceAll("\\$" + variable + "\\b", Matcher.quoteReplacement(value));
        return new Query(where, filled, isInstant, labels);
    }
}
