// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.http.MetricsText.Type;
import io.kernscale.agent.http.PodMetrics.Row;
import io.kernscale.wire.DiskCounters;
import java.util.List;
import java.util.function.BiConsumer;

/** The pods' block I/O as metrics, per device. */
final class DiskMetrics {

    private DiskMetrics() {}

    static void append(MetricsText text, List<Row> rows) {
        text.family("kernscale_pod_disk_requests_total", Type.COUNTER, "Completed block requests.");
        each(
                rows,
                (labels, disk) -> text.sample(direction(labels, "read"), disk.reads())
                        .sample(direction(labels, "write"), disk.writes()));
        text.family("kernscale_pod_disk_bytes_total", Type.COUNTER, "Bytes moved by completed requests.");
        each(
                rows,
                (labels, disk) -> text.sample(direction(labels, "read"), disk.readBytes())
                        .sample(direction(labels, "write"), disk.writtenBytes()));
        text.family("kernscale_pod_disk_queued_seconds_total", Type.COUNTER, "Request-seconds in the block layer.");
        each(rows, (labels, disk) -> text.seconds(labels, disk.queuedNanos()));
        text.family("kernscale_pod_disk_device_seconds_total", Type.COUNTER, "Request-seconds in the device.");
        each(rows, (labels, disk) -> text.seconds(labels, disk.deviceNanos()));
        text.family("kernscale_pod_disk_in_flight_requests", Type.GAUGE, "Requests issued and not yet completed.");
        each(rows, (labels, disk) -> text.sample(labels, disk.inFlight()));
    }

    private static void each(List<Row> rows, BiConsumer<String, DiskCounters> append) {
        for (Row row : rows) {
            row.pod().disks().forEach(disk -> append.accept(row.with("device", disk.device()), disk));
        }
    }

    private static String direction(String labels, String direction) {
        return labels + "," + MetricsText.labels("direction", direction);
    }
}
