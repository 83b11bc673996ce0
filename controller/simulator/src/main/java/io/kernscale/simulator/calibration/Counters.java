// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.List;

/**
 * What an agent's report says of one pod, cumulative; a difference of two is a window. Nanoseconds are
 * thread-nanoseconds, but for the clock's.
 *
 * @param clockNanos  the agent's monotonic clock
 * @param runNanos    on a CPU
 * @param waitNanos   runnable while others had the CPU
 * @param quotaNanos  runnable while the CPU limit was used up
 * @param diskNanos   blocked at the disk
 * @param answerNanos waiting for answers of others, by the turns on the pod's own connections
 * @param answers     given to those that asked the pod
 * @param reads       of the disk that are complete
 * @param readNanos   request-nanoseconds of reads, from the queue to their end
 */
record Counters(
        long clockNanos,
        long runNanos,
        long waitNanos,
        long quotaNanos,
        long diskNanos,
        long answerNanos,
        long answers,
        long reads,
        long readNanos) {

    static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Reads a report as it travels from agent to controller.
     *
     * @param server that has one pod
     * @return {@link #NONE} while the agent does not know the pod
     */
    static Counters of(JsonObject report, String server) {
        return Json.objects(report, "pods").stream()
                .filter(pod -> Json.text(pod, "name").startsWith(server + "-"))
                .findFirst()
                .map(pod -> of(Json.number(report, 0, "monotonicNanos"), pod))
                .orElse(NONE);
    }

    private static Counters of(long clockNanos, JsonObject pod) {
        List<JsonObject> disks = Json.objects(pod, "disks");
        return new Counters(
                clockNanos,
                Json.number(pod, 0, "cpu", "runNanos"),
                Json.number(pod, 0, "cpu", "waitContentionNanos"),
                Json.number(pod, 0, "cpu", "waitQuotaNanos"),
                Json.number(pod, 0, "cpu", "blocked", "disk"),
                sum(edges(pod, "CLIENT"), "outstandingNanos"),
                sum(edges(pod, "SERVER"), "answers"),
                sum(disks, "reads"),
                sum(disks, "queuedNanos") + sum(disks, "deviceNanos"));
    }

    private static List<JsonObject> edges(JsonObject pod, String role) {
        return Json.objects(pod, "edges").stream()
                .filter(edge -> Json.text(edge, "role").equals(role))
                .toList();
    }

    private static long sum(List<JsonObject> rows, String member) {
        return rows.stream().mapToLong(row -> Json.number(row, 0, member)).sum();
    }

    Counters minus(Counters before) {
        return new Counters(
                clockNanos - before.clockNanos,
                runNanos - before.runNanos,
                waitNanos - before.waitNanos,
                quotaNanos - before.quotaNanos,
                diskNanos - before.diskNanos,
                answerNanos - before.answerNanos,
                answers - before.answers,
                reads - before.reads,
                readNanos - before.readNanos);
    }
}
