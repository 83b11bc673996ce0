// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import org.jspecify.annotations.Nullable;

/**
 * The CPU that a container asks for and may use at most, in cores.
 *
 * @param requestCores 0 where it asks for none
 * @param limitCores   null where it is not limited
 */
record CpuResources(double requestCores, @Nullable Double limitCores) {
    static final long PERIOD_MICROS = 100_000;
    private static final long MIN_SHARES = 2;
    private static final long MIN_QUOTA_MICROS = 1_000;

    static CpuResources of(JsonObject container) {
        String limit = Json.text(container, "resources", "limits", "cpu");
        String request = Json.text(container, "resources", "requests", "cpu");
        String asked = request.isEmpty() ? limit : request;
        return new CpuResources(asked.isEmpty() ? 0 : cores(asked), limit.isEmpty() ? null : cores(limit));
    }

    /** Cores of a quantity. Examples: {@code 200m} is 0.2, {@code 1.5} is 1.5. */
    static double cores(String quantity) {
        return quantity.endsWith("m")
                ? Double.parseDouble(quantity.substring(0, quantity.length() - 1)) / 1_000
                : Double.parseDouble(quantity);
    }

    CpuResources plus(CpuResources other) {
        Double limit = limitCores == null || other.limitCores == null ? null : limitCores + other.limitCores;
        return new CpuResources(requestCores + other.requestCores, limit);
    }

    /** {@code cpu.shares} of version 1: 1,024 a core. */
    long shares() {
        return Math.max(MIN_SHARES, Math.round(requestCores * 1_024));
    }

    /** {@code cpu.weight} of version 2, as the kubelet translates shares. */
    long weight() {
        return 1 + (shares() - MIN_SHARES) * 9_999 / 262_142;
    }

    /** Time that may be used in a period, -1 when it is not limited. */
    long quotaMicros() {
        return limitCores == null ? -1 : Math.max(MIN_QUOTA_MICROS, Math.round(limitCores * PERIOD_MICROS));
    }
}
