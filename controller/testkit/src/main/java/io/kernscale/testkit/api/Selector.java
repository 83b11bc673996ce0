// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors, as list and watch requests carry them. */
final class Selector {
    private static final Pattern SET = Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*([^\\s=!]+)\\s*(==|!=|=)\\s*(\\S*)\\s*");
    private static final Set<String> POD_FIELDS =
            Set.of("spec.nodeName", "status.phase", "spec.serviceAccountName", "spec.restartPolicy", "status.podIP");
    private static final Set<String> EVENT_FIELDS = Set.of(
            "involvedObject.kind",
            "involvedObject.name",
            "involvedObject.namespace",
            "involvedObject.uid",
            "regarding.kind",
            "regarding.name",
            "regarding.namespace",
            "regarding.uid",
            "reason",
            "type");

    private Selector() {}

    static Predicate<JsonObject> labels(String selector) {
        Predicate<JsonObject> all = object -> true;
        for (String requirement : split(selector)) {
            all = all.and(label(requirement));
        }
        return all;
    }

    /** Splits at commas, but not at those between parentheses. */
    private static List<String> split(String selector) {
        var parts = new ArrayList<String>();
        for (String part : selector.split(",(?![^(]*\\))", -1)) {
            if (!part.isBlank()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Predicate<JsonObject> label(String requirement) {
        Matcher set = SET.matcher(requirement);
        if (set.matches()) {
            Set<String> values = Set.of(set.group(3).trim().split("\\s*,\\s*"));
            boolean wanted = set.group(2).equals("in");
            return object -> values.contains(labelOf(object, set.group(1))) == wanted;
        }
        Matcher equality = EQUALITY.matcher(requirement);
        if (equality.matches()) {
            boolean wanted = !equality.group(2).equals("!=");
            return object -> (has(object, equality.group(1))
                            && labelOf(object, equality.group(1)).equals(equality.group(3)))
                    == wanted;
        }
        String name = requirement.trim();
        return name.startsWith("!") ? object -> !has(object, name.substring(1)) : object -> has(object, name);
    }

    private static boolean has(JsonObject object, String label) {
        return Json.at(object, "metadata", "labels", label) != null;
    }

    private static String labelOf(JsonObject object, String label) {
        return Json.text(object, "metadata", "labels", label);
    }

    static Predicate<JsonObject> fields(ResourceType type, String selector) {
        Predicate<JsonObject> all = object -> true;
        for (String requirement : split(selector)) {
            Matcher equality = EQUALITY.matcher(requirement);
            if (!equality.matches() || !supports(type, equality.group(1))) {
                throw ApiFailure.badRequest("field label not supported: " + requirement);
            }
            String[] path = ScalePaths.fields(equality.group(1));
            boolean wanted = !equality.group(2).equals("!=");
            all = all.and(object -> Json.text(object, path).equals(equality.group(3)) == wanted);
        }
        return all;
    }

    private static boolean supports(ResourceType type, String field) {
        return field.equals("metadata.name")
                || field.equals("metadata.namespace")
                || (type.id().equals("pods") && POD_FIELDS.contains(field))
                || (type.plural().equals("events") && EVENT_FIELDS.contains(field));
    }
}
