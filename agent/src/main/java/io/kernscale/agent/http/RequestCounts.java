// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Answers by status code, and clients that left before they had theirs. Thread-safe. */
final class RequestCounts {

    private final ConcurrentMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final LongAdder aborted = new LongAdder();

    void answered(int status) {
        byStatus.computeIfAbsent(status, code -> new LongAdder()).increment();
    }

    void aborted() {
        aborted.increment();
    }

    long abortedCount() {
        return aborted.sum();
    }

    SortedMap<Integer, Long> byStatus() {
        SortedMap<Integer, Long> sums = new TreeMap<>();
        byStatus.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
