// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Past.Moment;
import io.kernscale.controller.collect.Past.PastDecision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code status.history}. What is not as this controller writes it is left out. */
public final class PastParser {

    private PastParser() {}

    /** Of a KernelAutoscaler. */
    public static Past parse(JsonObject autoscaler) {
        return new Past(
                moments(autoscaler, "recommendations", "replicas"),
                moments(autoscaler, "hpaRecommendations", "replicas"),
                moments(autoscaler, "scaleUps", "change"),
                moments(autoscaler, "scaleDowns", "change"),
                ratio(autoscaler),
                Json.objects(autoscaler, "status", "history", "decisions").stream()
                        .map(PastParser::decision)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static @Nullable Double ratio(JsonObject autoscaler) {
        return Json.at(autoscaler, "status", "history", "usableRatio") instanceof JsonPrimitive number
                        && number.isNumber()
                        && number.getAsDouble() > 0
                        && number.getAsDouble() < 1
                ? (Double) number.getAsDouble()
                : null;
    }

    private static List<Moment> moments(JsonObject autoscaler, String list, String number) {
        return Json.objects(autoscaler, "status", "history", list).stream()
                .map(one -> moment(one, number))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Moment> moment(JsonObject one, String name) {
        Instant at = Json.instant(one, "time");
        Integer number = integer(one, name);
        return at == null || number == null ? Optional.empty() : Optional.of(new Moment(at, number));
    }

    private static Optional<PastDecision> decision(JsonObject one) {
        Instant at = Json.instant(one, "time");
        Integer replicas = integer(one, "replicas");
        Integer desired = integer(one, "desired");
        return at == null || replicas == null || desired == null
                ? Optional.empty()
                : Optional.of(new PastDecision(
                        at,
                        replicas,
                        desired,
                        integer(one, "hpa"),
                        Json.text(one, "label"),
                        Objects.requireNonNullElse(Json.text(one, "reason"), "")));
    }

    /** A whole number; null where there is none. */
    public static @Nullable Integer integer(JsonObject object, String... path) {
        try {
            return Json.at(object, path) instanceof JsonPrimitive number && number.isNumber()
                    ? (Integer) number.getAsInt()
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
