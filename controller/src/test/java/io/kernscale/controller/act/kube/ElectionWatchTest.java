// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.extended.leaderelection.LeaderElectionRecord;
import io.kubernetes.client.extended.leaderelection.Lock;
import io.kubernetes.client.openapi.ApiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectionWatchTest {

    private static final String NEEDS =
            ": in that namespace its account needs to create leases, and to get and update this one (the chart's rbac.create)";

    private final FakeLock lock = new FakeLock();
    private final ElectionWatch watch = new ElectionWatch(lock, new PodIdentity("me", "here", "1"));

    private void look() {
        try {
            watch.get();
        } catch (ApiException e) {
            assertThat(e.getCode()).isEqualTo(lock.status);
        }
    }

    private static LeaderElectionRecord of(@Nullable String holder) {
        var entry = new LeaderElectionRecord();
        entry.setHolderIdentity(holder);
        return entry;
    }

    @Test
    void anotherInstallationIsNamed() {
        lock.holder = "controller-7_there_2";
        look();

        assertThat(watch.problem())
                .contains(
                        "another installation of Kernscale, in namespace there, leads in this cluster (pod controller-7"
                                + " holds the Lease kube-system/l), so this one in namespace here observes and writes nothing:"
                                + " uninstall one of the two");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            value = {"me_here_1", "other_here_2", "somebody", "''", "nobody"})
    void whoeverElseHoldsTheLeaseIsNoProblem(@Nullable String holder) {
        lock.holder = holder;
        look();

        assertThat(watch.problem()).isEmpty();
    }

    @Test
    void theProblemEndsWithTheOtherInstallation() {
        lock.holder = "other_there_2";
        look();
        lock.holder = "";
        look();

        assertThat(watch.problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403, HTTP status 403, true", "500, HTTP status 500, false", "0, no answer from the API server, false"})
    void aLeaseThatCannotBeReadIsOne(int status, String reason, boolean forWantOfRights) {
        lock.status = status;
        look();

        assertThat(watch.problem())
                .contains("the Lease kube-system/l cannot be read (" + reason + "), so this controller does not lead"
                        + (forWantOfRights ? NEEDS : ""));
    }

    @Test
    void aLeaseThatIsNotThereYetIsNone() {
        lock.status = 404;
        look();

        assertThat(watch.problem()).isEmpty();
        assertThatThrownBy(watch::get).isInstanceOf(ApiException.class);
    }

    @Test
    void aLeaseThatCannotBeWrittenIsOneAtTheSecondTime() {
        lock.takesWrites = false;
        watch.create(of("me_here_1"));
        assertThat(watch.problem()).as("somebody was faster").isEmpty();

        look(); // in between, as the elector does
        watch.update(of("me_here_1"));
        assertThat(watch.problem())
                .contains("the Lease kube-system/l cannot be written, so this controller does not lead" + NEEDS);

        lock.takesWrites = true;
        watch.create(of("me_here_1"));
        assertThat(watch.problem()).isEmpty();
    }

    private static final class FakeLock implements Lock {
        static final int FOUND = 200;

        @Nullable
        String holder = "";

        int status = FOUND;
        boolean takesWrites = true;

        @Override
        public LeaderElectionRecord get() throws ApiException {
            if (status != FOUND) {
                throw new ApiException(status, "test");
            }
            return of(holder);
        }

        @Override
        public boolean create(LeaderElectionRecord entry) {
            return takesWrites;
        }

        @Override
        public boolean update(LeaderElectionRecord entry) {
            return takesWrites;
        }

        @Override
        public String identity() {
            return "me_here_1";
        }

        @Override
        public String describe() {
            return "kube-system/l";
        }
    }
}
