// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.extended.leaderelection.LeaderElectionRecord;
import io.kubernetes.client.extended.leaderelection.Lock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FencedLockTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // as nanoTime, it may wrap
    private final FakeLock held = new FakeLock();
    private final FencedLock lock = new FencedLock(held, Duration.ofSeconds(10), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static LeaderElectionRecord of(String holder) {
        var entry = new LeaderElectionRecord();
        entry.setHolderIdentity(holder);
        return entry;
    }

    @Test
    void a_lock_never_taken_is_not_held() {
        assertThat(lock.holds()).isFalse();
    }

    @Test
    void it_is_held_until_others_may_have_stopped_waiting() {
        lock.create(of("me"));
        pass(Duration.ofMillis(9_999));
        assertThat(lock.holds()).isTrue();

        pass(Duration.ofMillis(1));
        assertThat(lock.holds()).isFalse();
    }

    @Test
    void a_process_that_slept_does_not_hold_it_when_it_wakes_up() {
        lock.update(of("me"));
        pass(Duration.ofMinutes(1));
        assertThat(lock.holds()).isFalse();

        lock.update(of("me"));
        assertThat(lock.holds()).isTrue();
    }

    @Test
    void the_time_counts_from_before_the_request() {
        held.takes = Duration.ofSeconds(4);
        lock.update(of("me"));
        pass(Duration.ofSeconds(6));

        assertThat(lock.holds()).isFalse();
    }

    @Test
    void a_refused_renewal_prolongs_nothing() {
        lock.create(of("me"));
        held.succeeds = false;
        pass(Duration.ofSeconds(9));
        lock.update(of("me"));
        pass(Duration.ofSeconds(1));

        assertThat(lock.holds()).isFalse();
    }

    @Test
    void giving_it_back_ends_it_at_once() {
        lock.create(of("me"));
        lock.update(new LeaderElectionRecord());

        assertThat(lock.holds()).isFalse();
    }

    private final class FakeLock implements Lock {
        boolean succeeds = true;
        Duration takes = Duration.ZERO;

        @Override
        public LeaderElectionRecord get() {
            return new LeaderElectionRecord();
        }

        @Override
        public boolean create(LeaderElectionRecord entry) {
            return update(entry);
        }

        @Override
        public boolean update(LeaderElectionRecord entry) {
            pass(takes);
            return succeeds;
        }

        @Override
        public String identity() {
            return "me";
        }

        @Override
        public String describe() {
            return "fake";
        }
    }
}
