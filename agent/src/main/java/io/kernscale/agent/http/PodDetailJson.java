// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.cgroup.PodDetail;
import io.kernscale.wire.PodJson;
import tools.jackson.core.JsonGenerator;

/** {@code /v1/pods/{uid}}: the pod's row of the report, and its containers. Indented, because people read it. */
final class PodDetailJson {

    private PodDetailJson() {}

    static byte[] of(PodDetail detail, long ageMillis) {
        return IndentedJson.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("ageMillis", ageMillis);
            json.writeName("pod");
            PodJson.write(json, detail.pod());
            json.writeArrayPropertyStart("containers");
            detail.containers().forEach(container -> write(json, container));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, PodDetail.Container container) {
        json.writeStartObject();
        json.writeStringProperty("id", container.id());
        json.writeArrayPropertyStart("cgroups");
        container.cgroups().forEach(json::writeString);
        json.writeEndArray();
        PodJson.cpu(json, container.cpu());
        PodJson.disks(json, container.disks());
        PodJson.edges(json, container.edges());
        PodJson.samples(json, container.samples());
        json.writeEndObject();
    }
}
