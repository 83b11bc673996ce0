// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.journal;

import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.decide.Inputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The latest decisions of each autoscaler: those that differ from the one before, and else about one a
 * minute. Bounded by a
 * number for each and by bytes for all, which the busiest share. Thread-safe.
 */
public final class Journal implements DecisionLog {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final InputsJson json = new InputsJson();
    private final int mostEntries;
    private final long maxBytes;
    private final Map<String, Deque<Entry>> entries = new ConcurrentHashMap<>();

    /**
     * An empty journal.
     *
     * @param mostEntries of one autoscaler
     * @param maxBytes    of the inputs of all together; beyond their even share of it, those of one are dropped
     */
    public Journal(int mostEntries, long maxBytes) {
        this.mostEntries = mostEntries;
        this.maxBytes = maxBytes;
    }

    @Override
    public void decided(AutoscalerId autoscaler, Inputs in, Decision decision) {
        Deque<Entry> own = entries.computeIfAbsent(autoscaler.toString(), key -> new ArrayDeque<>());
        synchronized (own) {
            Entry last = own.peekFirst();
            if (last == null || !last.says(in, decision) || isOld(last, autoscaler, in.now())) {
                own.addFirst(Entry.of(in, decision, json.pack(in)));
                trim(own);
            }
        }
    }

    /** After 45 s to a minute, each at a time of its own: thousands at once would hold up a round. */
    private static boolean isOld(Entry last, AutoscalerId autoscaler, Instant now) {
        long earlierMillis = Math.floorMod(autoscaler.hashCode(), LONGEST_SILENCE.toMillis() / 4);
        return !now.isBefore(last.at().plus(LONGEST_SILENCE).minusMillis(earlierMillis));
    }

    private void trim(Deque<Entry> own) {
        long share = maxBytes / Math.max(1, entries.size());
        while (own.size() > 1 && (own.size() > mostEntries || bytes(own) > share)) {
            own.removeLast();
        }
    }

    private static long bytes(Deque<Entry> own) {
        return own.stream().mapToLong(entry -> entry.inputs().length).sum();
    }

    @Override
    public void retain(List<AutoscalerId> autoscalers) {
        Set<String> names = autoscalers.stream().map(AutoscalerId::toString).collect(Collectors.toSet());
        entries.keySet().retainAll(names);
    }

    /** Those of one autoscaler, newest first; empty where it is not known. */
    public List<Entry> of(String namespace, String name) {
        Deque<Entry> own = entries.get(namespace + "/" + name);
        if (own == null) {
            return List.of();
        }
        synchronized (own) {
            return List.copyOf(own);
        }
    }
}
