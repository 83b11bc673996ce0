// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.PeerAddress;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A pod's edges in a kernel that misbehaves as far as it may: edges come and go, idle rows are taken back and begin anew,
 * time in progress jitters, a row is missed by a reading, containers end. Knows what all of it adds up to.
 */
final class RandomEdges {
    /** As {@link ARow#count} numbers them, and one slot of the histogram. */
    static final int COUNTERS = 14;

    static final int OUTSTANDING = 12;
    static final int SLOT = 9;
    private static final int SENT_BYTES = 5;
    private static final long SECOND = 1_000_000_000L;
    private static final int PEERS = 9;

    /** More than a step adds, so that a row which began anew is lower. */
    private static final long BYTES_TO_TELL = 5_000;

    private static final class Row {
        final long[] counts = new long[COUNTERS];
        int open;
        long jitterNanos;
        boolean missed;
        long readAtNanos;

        ARow read() {
            ARow row = ARow.aRow().open(open).took(SLOT, counts[COUNTERS - 1]);
            for (int i = 0; i < OUTSTANDING; i++) {
                row.count(i, counts[i]);
            }
            return row.count(OUTSTANDING, Math.max(0, counts[OUTSTANDING] - jitterNanos));
        }
    }

    private final SplittableRandom random;
    private final Map<EdgeKey, Row> rows = new HashMap<>();
    private final Map<Role, long[]> counted = new EnumMap<>(Role.class);
    private final List<Cgroup> cgroups = new ArrayList<>();
    private long cgroupsEver;
    private long readAtNanos;

    RandomEdges(long seed) {
        random = new SplittableRandom(seed);
        for (Role role : Role.values()) {
            counted.put(role, new long[COUNTERS]);
        }
        born();
        born();
    }

    /** Of the pod, ended ones among them. */
    List<Cgroup> cgroups() {
        return cgroups;
    }

    /** All growth of each counter so far. */
    long[] counted(Role role) {
        return counted.get(role);
    }

    /** Open connections of living cgroups at the last reading. */
    long open(Role role) {
        long open = 0;
        for (Cgroup cgroup : cgroups) {
            for (Map.Entry<EdgeKey, Row> row : rows.entrySet()) {
                boolean counts = !cgroup.ended()
                        && row.getKey().cgroupId() == cgroup.id()
                        && row.getKey().role() == role
                        && row.getValue().readAtNanos == readAtNanos;
                open += counts ? row.getValue().open : 0;
            }
        }
        return open;
    }

    /** Some edges do something. */
    void work() {
        for (Cgroup cgroup : cgroups) {
            for (int i = random.nextInt(5); i > 0; i--) {
                EdgeKey key = key(cgroup);
                grow(rows.computeIfAbsent(key, any -> new Row()), counted.get(key.role()));
            }
        }
    }

    private EdgeKey key(Cgroup cgroup) {
        Role role = Role.values()[random.nextInt(2)];
        int peer = Math.min(random.nextInt(PEERS), random.nextInt(PEERS)); // some are busier than others
        return peer == PEERS - 1
                ? new EdgeKey(cgroup.id(), role, PeerAddress.NONE, 0)
                : new EdgeKey(cgroup.id(), role, ARow.peer(peer), 80);
    }

    private void grow(Row row, long[] sum) {
        for (int i = 0; i < COUNTERS; i++) {
            long more = random.nextInt(i == OUTSTANDING ? (int) SECOND : 1_000);
            row.counts[i] += more;
            sum[i] += more;
        }
        row.open = random.nextInt(3);
    }

    /** Reads every row that is not missed, into its cgroup. */
    void read(long nowNanos) {
        for (Row row : rows.values()) {
            row.missed = random.nextInt(30) == 0 && nowNanos - row.readAtNanos < 30 * SECOND;
            row.jitterNanos = random.nextInt(3) == 0 ? random.nextLong(SECOND / 2) : 0;
        }
        readAll(nowNanos);
    }

    /** Reads every row as it is. */
    void readExactly(long nowNanos) {
        for (Row row : rows.values()) {
            row.missed = false;
            row.jitterNanos = 0;
        }
        readAll(nowNanos);
    }

    private void readAll(long nowNanos) {
        readAtNanos = nowNanos;
        for (Cgroup cgroup : cgroups) {
            rows.forEach((key, row) -> {
                if (key.cgroupId() == cgroup.id() && !row.missed) {
                    cgroup.see(key, row.read().counters(), nowNanos);
                    row.readAtNanos = nowNanos;
                }
            });
        }
    }

    /** The kernel takes some rows back, of which nothing is unread. */
    void takeBack(long nowNanos) {
        rows.values()
                .removeIf(row -> row.readAtNanos == nowNanos
                        && row.jitterNanos == 0
                        && row.counts[SENT_BYTES] >= BYTES_TO_TELL
                        && random.nextInt(20) == 0);
    }

    /** Now and then a container ends and another begins; hands out those that ended before the last reading. */
    List<Cgroup> restart(long nowNanos) {
        readExactly(nowNanos);
        List<Cgroup> over = new ArrayList<>();
        for (Iterator<Cgroup> all = cgroups.iterator(); all.hasNext(); ) {
            Cgroup cgroup = all.next();
            if (cgroup.ended()) {
                all.remove();
                over.add(cgroup);
                rows.keySet().removeIf(key -> key.cgroupId() == cgroup.id());
            }
        }
        cgroups.getFirst().end();
        born();
        return over;
    }

    private void born() {
        Cgroup cgroup = new Cgroup(++cgroupsEver, "/" + cgroupsEver);
        cgroup.own();
        cgroups.add(cgroup);
    }
}
