// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Metrics in the form that {@code kubectl get hpa} made known: {@code cpu: 62%/80%, jobs: 1500m/2 (avg)}. */
public final class MetricText {

    private static final int MILLI = 1_000;

    private MetricText() {}

    /** All of them; empty where there are none. */
    public static String of(List<CurrentMetric> metrics) {
        return metrics.stream().map(MetricText::of).collect(Collectors.joining(", "));
    }

    private static String of(CurrentMetric metric) {
        return name(metric.metric()) + ": "
                + switch (metric.metric().target()) {
                    case MetricTarget.Utilization target ->
                        percent(metric.utilizationPercent()) + "/" + target.percent() + "%";
                    case MetricTarget.AverageValue target ->
                        quantity(metric.usageMilli()) + "/" + quantity(target.milli()) + " (avg)";
                    case MetricTarget.Value target -> quantity(metric.usageMilli()) + "/" + quantity(target.milli());
                };
    }

    /** Its short name. */
    public static String name(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.Resource resource -> resource.name();
            case MetricSpec.ContainerResource resource -> resource.container() + "/" + resource.name();
            case MetricSpec.Pods pods -> pods.metric().name();
            case MetricSpec.OfObject object -> object.metric().name();
            case MetricSpec.External external -> external.metric().name();
        };
    }

    private static String percent(@Nullable Integer percent) {
        return percent == null ? "<unknown>" : percent + "%";
    }

    private static String quantity(@Nullable Long milli) {
        return milli == null ? "<unknown>" : quantity(milli.longValue());
    }

    /** Thousandths as a quantity: {@code 1500m}, {@code 2}, {@code 64Mi}. */
    public static String quantity(long milli) {
        if (milli % MILLI != 0) {
            return milli + "m";
        }
        long whole = milli / MILLI;
        String[] suffixes = {"", "Ki", "Mi", "Gi", "Ti", "Pi"};
        int power = 0;
        while (whole != 0 && whole % 1_024 == 0 && power < suffixes.length - 1) {
            whole /= 1_024;
            power++;
        }
        return whole + suffixes[power];
    }
}
