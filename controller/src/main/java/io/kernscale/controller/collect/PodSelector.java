// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A label selector in the form that a Scale has it: {@code app=cart,tier in (web,api),!canary}. Source:
 * apimachinery/pkg/labels/selector.go.
 *
 * @param terms all of which labels must fulfil
 */
public record PodSelector(List<Predicate<Map<String, String>>> terms) {

    private static final String KEY = "([A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final Pattern SET = Pattern.compile("^" + KEY + "\\s+(in|notin)\\s+\\(([^()]*)\\)$");
    private static final Pattern EQUAL = Pattern.compile("^" + KEY + "\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$");
    private static final Pattern PRESENCE = Pattern.compile("^(!?)\\s*" + KEY + "$");
    private static final Pattern COMMAS = Pattern.compile(",(?![^(]*\\))");

    public PodSelector {
        terms = List.copyOf(terms);
    }

    /** Empty where the text is no selector, or one that would select everything. */
    public static Optional<PodSelector> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        List<Predicate<Map<String, String>>> terms = new ArrayList<>();
        for (String term : COMMAS.split(text, -1)) {
            Optional<Predicate<Map<String, String>>> parsed = term(term.strip());
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            terms.add(parsed.get());
        }
        return Optional.of(new PodSelector(terms));
    }

    /** Whether labels fulfil all terms. */
    public boolean matches(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.test(labels));
    }

    private static Optional<Predicate<Map<String, String>>> term(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            return Optional.of(ofSet(set.group(1), set.group(3).equals("in"), set.group(4)));
        }
        Matcher equal = EQUAL.matcher(term);
        if (equal.matches()) {
            String key = equal.group(1);
            String value = equal.group(4);
            return Optional.of(
                    equal.group(3).equals("!=")
                            ? labels -> !value.equals(labels.get(key))
                            : labels -> value.equals(labels.get(key)));
        }
        Matcher presence = PRESENCE.matcher(term);
        if (presence.matches()) {
            boolean wanted = presence.group(1).isEmpty();
            return Optional.of(labels -> labels.containsKey(presence.group(2)) == wanted);
        }
        return Optional.empty();
    }

    private static Predicate<Map<String, String>> ofSet(String key, boolean in, String values) {
        Set<String> known =
                Arrays.stream(values.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return labels -> {
            String value = labels.get(key);
            return in ? value != null && known.contains(value) : value == null || !known.contains(value);
        };
    }
}
