// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A pod and its parts as JSON, in the form they have in a report: see {@link NodeReportWriter} for what is left out. */
public final class PodJson {

    private PodJson() {}

    /** One pod, as an object. */
    public static void write(JsonGenerator json, PodReport pod) {
        json.writeStartObject();
        json.writeStringProperty("uid", pod.uid());
        json.writeStringProperty("kind", pod.kind().name());
        if (pod.namespace() != null) {
            json.writeStringProperty("namespace", pod.namespace());
        }
        if (pod.name() != null) {
            json.writeStringProperty("name", pod.name());
        }
        json.writeNumberProperty("containers", pod.containers());
        CpuJson.write(json, pod.cpu());
        disks(json, pod.disks());
        edges(json, pod.edges());
        samples(json, pod.samples());
        if (pod.pressure() != null) {
            pressure(json, pod.pressure());
        }
        Long memoryBytes = pod.memoryBytes();
        if (memoryBytes != null) {
            json.writeNumberProperty("memoryBytes", memoryBytes);
        }
        usage(json, pod.usage());
        json.writeEndObject();
    }

    private static void usage(JsonGenerator json, List<ContainerUsage> usage) {
        if (usage.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("usage");
        for (ContainerUsage container : usage) {
            json.writeStartObject();
            json.writeStringProperty("id", container.id());
            json.writeNumberProperty("runNanos", container.runNanos());
            Long memoryBytes = container.memoryBytes();
            if (memoryBytes != null) {
                json.writeNumberProperty("memoryBytes", memoryBytes);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The member {@code cpu}. */
    public static void cpu(JsonGenerator json, CpuCounters cpu) {
        CpuJson.write(json, cpu);
    }

    /** The member {@code disks}; nothing when the list is empty. */
    public static void disks(JsonGenerator json, List<DiskCounters> disks) {
        if (disks.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("disks");
        disks.forEach(disk -> write(json, disk));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, DiskCounters disk) {
        json.writeStartObject();
        json.writeStringProperty("device", disk.device());
        json.writeNumberProperty("reads", disk.reads());
        json.writeNumberProperty("writes", disk.writes());
        json.writeNumberProperty("readBytes", disk.readBytes());
        json.writeNumberProperty("writtenBytes", disk.writtenBytes());
        json.writeNumberProperty("queuedNanos", disk.queuedNanos());
        json.writeNumberProperty("deviceNanos", disk.deviceNanos());
        CpuJson.histogram(json, "queuedHistogram", disk.queuedHistogram());
        CpuJson.histogram(json, "deviceHistogram", disk.deviceHistogram());
        json.writeNumberProperty("inFlight", disk.inFlight());
        json.writeEndObject();
    }

    /** The member {@code edges}; nothing when the list is empty. */
    public static void edges(JsonGenerator json, List<EdgeCounters> edges) {
        EdgeJson.write(json, edges);
    }

    /** The member {@code samples}. */
    public static void samples(JsonGenerator json, SampleCounters samples) {
        json.writeObjectPropertyStart("samples");
        json.writeNumberProperty("user", samples.user());
        json.writeNumberProperty("kernel", samples.kernel());
        if (!samples.hot().isEmpty()) {
            json.writeArrayPropertyStart("hot");
            samples.hot().forEach(spot -> write(json, spot));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, HotSpot spot) {
        json.writeStartObject();
        json.writeStringProperty("mapping", spot.mapping());
        json.writeNumberProperty("offset", spot.offset());
        json.writeStringProperty("symbol", spot.symbol());
        json.writeNumberProperty("samples", spot.samples());
        json.writeEndObject();
    }

    private static void pressure(JsonGenerator json, PressureTotals pressure) {
        json.writeObjectPropertyStart("pressure");
        json.writeNumberProperty("cpuSomeMicros", pressure.cpuSomeMicros());
        json.writeNumberProperty("ioSomeMicros", pressure.ioSomeMicros());
        json.writeNumberProperty("ioFullMicros", pressure.ioFullMicros());
        json.writeNumberProperty("memorySomeMicros", pressure.memorySomeMicros());
        json.writeEndObject();
    }
}
