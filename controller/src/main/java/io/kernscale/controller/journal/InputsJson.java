// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision's inputs as JSON and back. Doubles are written so that they read back as the same bits. Thread-safe. */
public final class InputsJson {

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = MetricReading.PodSamples.class, name = "PodSamples"),
        @Type(value = MetricReading.Values.class, name = "Values"),
        @Type(value = MetricReading.Failed.class, name = "Failed")
    })
    private interface ReadingTypes {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = MetricSpec.Resource.class, name = "Resource"),
        @Type(value = MetricSpec.ContainerResource.class, name = "ContainerResource"),
        @Type(value = MetricSpec.Pods.class, name = "Pods"),
        @Type(value = MetricSpec.OfObject.class, name = "Object"),
        @Type(value = MetricSpec.External.class, name = "External")
    })
    private interface MetricTypes {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = MetricTarget.Utilization.class, name = "Utilization"),
        @Type(value = MetricTarget.AverageValue.class, name = "AverageValue"),
        @Type(value = MetricTarget.Value.class, name = "Value")
    })
    private interface TargetTypes {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = Peer.OfWorkload.class, name = "Workload"),
        @Type(value = Peer.OfService.class, name = "Service"),
        @Type(value = Peer.OfNode.class, name = "Node"),
        @Type(value = Peer.Outside.class, name = "Outside")
    })
    private interface PeerTypes {}

    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility(records -> records.withIsGetterVisibility(Visibility.NONE)) // components only
            .addMixIn(MetricReading.class, ReadingTypes.class)
            .addMixIn(MetricSpec.class, MetricTypes.class)
            .addMixIn(MetricTarget.class, TargetTypes.class)
            .addMixIn(Peer.class, PeerTypes.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Each has a quarter of a megabyte, which to allot costs more than to fill; as many as were needed at once. */
    private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();

    /** As JSON. */
    public String write(Inputs inputs) {
        return mapper.writeValueAsString(inputs);
    }

    /** Equal to what was written. */
    public Inputs read(String json) {
        return mapper.readValue(json, Inputs.class);
    }

    /** As a tree, to be told as a part of something else. */
    public JsonNode tree(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] pack(Inputs inputs) {
        var bytes = new ByteArrayOutputStream(2_048);
        Deflater spare = deflaters.poll();
        Deflater deflater = spare == null ? new Deflater(Deflater.BEST_SPEED) : spare; // a pass waits for it
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater, 8_192)) {
            mapper.writeValue(out, inputs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deflater.reset();
        deflaters.add(deflater);
        return bytes.toByteArray();
    }
}
