// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The scheduler's part of a pod, and histograms wherever they stand, as JSON. */
final class CpuJson {

    private CpuJson() {}

    static void write(JsonGenerator json, CpuCounters cpu) {
        json.writeObjectPropertyStart("cpu");
        json.writeNumberProperty("runNanos", cpu.runNanos());
        json.writeNumberProperty("waitContentionNanos", cpu.waitContentionNanos());
        json.writeNumberProperty("waitQuotaNanos", cpu.waitQuotaNanos());
        histogram(json, "waitHistogram", cpu.waitHistogram());
        blocked(json, cpu.blocked());
        json.writeNumberProperty("cycleBlockedNanos", cpu.cycleBlockedNanos());
        json.writeNumberProperty("voluntarySwitches", cpu.voluntarySwitches());
        json.writeNumberProperty("involuntarySwitches", cpu.involuntarySwitches());
        json.writeNumberProperty("preemptedBySame", cpu.preemptedBySame());
        json.writeNumberProperty("preemptedByOther", cpu.preemptedByOther());
        json.writeNumberProperty("preemptedBySystem", cpu.preemptedBySystem());
        json.writeNumberProperty("threads", cpu.threads());
        json.writeNumberProperty("runnableThreads", cpu.runnableThreads());
        if (cpu.quotaCores() != null) {
            json.writeNumberProperty("quotaCores", cpu.quotaCores());
        }
        json.writeNumberProperty("quotaPeriods", cpu.quotaPeriods());
        json.writeNumberProperty("throttledPeriods", cpu.throttledPeriods());
        json.writeEndObject();
    }

    static void histogram(JsonGenerator json, String name, List<Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        counts.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void blocked(JsonGenerator json, BlockedNanos blocked) {
        json.writeObjectPropertyStart("blocked");
        json.writeNumberProperty("disk", blocked.disk());
        json.writeNumberProperty("lock", blocked.lock());
        json.writeNumberProperty("network", blocked.network());
        json.writeNumberProperty("poll", blocked.poll());
        json.writeNumberProperty("sleep", blocked.sleep());
        json.writeNumberProperty("other", blocked.other());
        json.writeEndObject();
    }
}
