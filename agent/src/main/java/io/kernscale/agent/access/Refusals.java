// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts refusals, and logs the first of each kind in a minute: a reader that is refused comes again every second. */
public final class Refusals {

    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
    private static final long SILENCE_NANOS = 60_000_000_000L;

    private record Tally(long count, long loggedAtNanos) {}

    private final LongSupplier nanoClock;
    private final Map<Refusal, Tally> tallies = new EnumMap<>(Refusal.class);

    /** @param nanoClock monotonic */
    public Refusals(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** @param from who was refused, as an address */
    public void add(Verdict.Refused refused, String from) {
        if (count(refused.refusal())) {
            LOG.log(Level.WARNING, "refused " + from + ": " + refused.sentence());
        }
    }

    /** True when it is to be logged. */
    private synchronized boolean count(Refusal refusal) {
        long now = nanoClock.getAsLong();
        Tally before = tallies.get(refusal);
        boolean speak = before == null || now - before.loggedAtNanos >= SILENCE_NANOS;
        tallies.put(
                refusal,
                new Tally(before == null ? 1 : before.count + 1, before == null || speak ? now : before.loggedAtNanos));
        return speak;
    }

    /** How many of each kind, zero included: what never happened can then be watched for. */
    public synchronized Map<Refusal, Long> counts() {
        Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
        for (Refusal refusal : Refusal.values()) {
            Tally tally = tallies.get(refusal);
            counts.put(refusal, tally == null ? 0 : tally.count);
        }
        return counts;
    }
}
