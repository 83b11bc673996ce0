// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Says in one sentence which setting keeps the controller from starting: what, rule, value, next step. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SettingFailure implements FailureAnalyzer {

    private static final String PREFIX = "kernscale.";
    private static final String NEXT = "correct it, or leave it out for its default";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String sentence = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String rule = String.valueOf(cause.getMessage());
            if (cause instanceof IllegalArgumentException && rule.startsWith(PREFIX)) {
                sentence = rule; // the records' own words
                break;
            }
            if (cause instanceof BindException unbound && unbound.getProperty() != null) {
                sentence = sentence(
                        unbound.getProperty(), unbound.getTarget().getType().resolve(Object.class));
            }
        }
        return sentence == null ? null : new FailureAnalysis(sentence, NEXT, failure);
    }

    private static String sentence(ConfigurationProperty property, Class<?> type) {
        String origin = property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return property.getName() + " must be " + kind(type) + ", was: " + property.getValue() + origin;
    }

    private static String kind(Class<?> type) {
        if (type == Duration.class) {
            return "a duration like 2s";
        }
        if (type == DataSize.class) {
            return "a size like 8MB";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == double.class) {
            return "a number";
        }
        return "of type " + type.getSimpleName();
    }
}
