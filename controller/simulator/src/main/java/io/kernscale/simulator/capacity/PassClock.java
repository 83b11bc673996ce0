// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * Times passes. While one is under way the polls go on, and their CPU is not the pass's: each is taken to cost what one
 * costs between two passes, requests in the background included. So a pass's CPU says the same on a busy machine. Of one
 * thread.
 */
final class PassClock {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final DoubleSupplier polls;
    private Reading ended;

    /** @param polls answered or failed so far */
    PassClock(DoubleSupplier polls) {
        this.polls = polls;
        this.ended = Reading.now(polls);
    }

    /**
     * One pass.
     *
     * @param seconds    from its begin to its end
     * @param cpuSeconds of all threads, without polls
     */
    record Pass(double seconds, double cpuSeconds) {}

    private record Reading(long nanos, double cpuSeconds, double polls) {

        static Reading now(DoubleSupplier polls) {
            return new Reading(System.nanoTime(), SYSTEM.getProcessCpuTime() / 1e9, polls.getAsDouble());
        }

        double cpuSince(Reading before) {
            return cpuSeconds - before.cpuSeconds;
        }

        double pollsSince(Reading before) {
            return polls - before.polls;
        }
    }

    Pass time(Runnable pass) {
        Reading begun = Reading.now(polls);
        double secondsPerPoll = begun.cpuSince(ended) / Math.max(1, begun.pollsSince(ended));
        pass.run();
        ended = Reading.now(polls);
        double polled = ended.pollsSince(begun) * secondsPerPoll;
        return new Pass((ended.nanos - begun.nanos) / 1e9, Math.max(0, ended.cpuSince(begun) - polled));
    }
}
