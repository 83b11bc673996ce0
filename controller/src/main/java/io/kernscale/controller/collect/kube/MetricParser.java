// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricSpec.ObjectRef;
import io.kernscale.controller.spec.MetricTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.metrics}. */
final class MetricParser {

    /** The member that holds each type's source. */
    private static final Map<String, String> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put("Resource", "resource");
        SOURCES.put("ContainerResource", "containerResource");
        SOURCES.put("Pods", "pods");
        SOURCES.put("Object", "object");
        SOURCES.put("External", "external");
    }

    private static final Map<String, String> TARGET_TYPES =
            Map.of("Utilization", "", "Value", "", "AverageValue", ""); // which one it is shows in the members given

    private static final MetricTarget STAND_IN = new MetricTarget.AverageValue(1);

    private final Problems problems;

    MetricParser(Problems problems) {
        this.problems = problems;
    }

    List<MetricSpec> parse(SpecNode spec) {
        List<MetricSpec> metrics = new ArrayList<>();
        spec.children("metrics").forEach(metric -> {
            MetricSpec parsed = metric(metric);
            if (parsed != null) {
                metrics.add(parsed);
            }
        });
        return metrics;
    }

    private @Nullable MetricSpec metric(SpecNode metric) {
        String type = metric.required("type");
        String source = SOURCES.get(type);
        if (source == null) {
            if (!type.isEmpty()) {
                problems.add(metric.path("type"), "one of " + String.join(", ", SOURCES.keySet()), type);
            }
            return null;
        }
        for (String other : new TreeSet<>(SOURCES.values())) {
            if (!other.equals(source) && metric.has(other)) {
                problems.add(metric.path(other) + " must not be given with type " + type);
            }
        }
        SpecNode part = metric.requiredChild(source);
        return metric.has(source) ? metric(type, part) : null;
    }

    private MetricSpec metric(String type, SpecNode part) {
        return switch (type) {
            case "Resource" -> new MetricSpec.Resource(resource(part), ofResource(part));
            case "ContainerResource" ->
                new MetricSpec.ContainerResource(resource(part), part.required("container"), ofResource(part));
            case "Pods" -> new MetricSpec.Pods(id(part), target(part, "averageValue"));
            case "Object" -> new MetricSpec.OfObject(object(part), id(part), target(part, "value", "averageValue"));
            default -> new MetricSpec.External(id(part), target(part, "value", "averageValue"));
        };
    }

    private String resource(SpecNode part) {
        String name = part.required("name");
        if (!name.isEmpty() && !name.equals("cpu") && !name.equals("memory")) {
            problems.add(part.path("name"), "cpu or memory", name);
        }
        return name;
    }

    private static MetricId id(SpecNode part) {
        SpecNode metric = part.requiredChild("metric");
        return part.has("metric")
                ? new MetricId(metric.required("name"), metric.selector("selector"))
                : new MetricId("", null);
    }

    private static ObjectRef object(SpecNode part) {
        SpecNode object = part.requiredChild("describedObject");
        return part.has("describedObject")
                ? new ObjectRef(
                        Objects.requireNonNullElse(object.text("apiVersion"), "v1"),
                        object.required("kind"),
                        object.required("name"))
                : new ObjectRef("v1", "", "");
    }

    private MetricTarget ofResource(SpecNode part) {
        return target(part, "averageUtilization", "averageValue");
    }

    /** The one member that is given, of those that fit the metric. */
    private MetricTarget target(SpecNode part, String... fitting) {
        SpecNode target = part.requiredChild("target");
        if (!part.has("target")) {
            return STAND_IN;
        }
        target.choice("type", TARGET_TYPES, "");
        if (!target.has("type")) {
            problems.missing(target.path("type"));
        }
        List<String> fits = List.of(fitting);
        List<String> given = new ArrayList<>();
        for (String member : List.of("averageUtilization", "averageValue", "value")) {
            if (target.has(member)) {
                given.add(member);
            }
        }
        if (given.size() != 1 || !fits.contains(given.getFirst())) {
            problems.add(
                    part.path("target"),
                    "given as " + String.join(" or ", fits) + " and as nothing else",
                    given.isEmpty() ? "empty" : String.join(" and ", given));
            return STAND_IN;
        }
        return value(target, given.getFirst());
    }

    private static MetricTarget value(SpecNode target, String member) {
        if (member.equals("averageUtilization")) {
            Integer percent = target.integer(member, 1, Integer.MAX_VALUE);
            return new MetricTarget.Utilization(percent == null ? 1 : percent);
        }
        Long milli = target.milli(member, false);
        long known = milli == null ? 1 : milli;
        return member.equals("value") ? new MetricTarget.Value(known) : new MetricTarget.AverageValue(known);
    }
}
