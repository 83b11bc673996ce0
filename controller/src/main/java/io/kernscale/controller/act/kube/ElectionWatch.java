// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import io.kubernetes.client.extended.leaderelection.LeaderElectionRecord;
import io.kubernetes.client.extended.leaderelection.Lock;
import io.kubernetes.client.openapi.ApiException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that notices why nobody of this installation can have it: the controllers of another installation do, or the
 * API server refuses it. Says each once, when it begins. Thread-safe.
 */
final class ElectionWatch implements Lock {

    private static final Logger log = LoggerFactory.getLogger(ElectionWatch.class);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final String RIGHTS =
            ": in that namespace its account needs to create leases, and to get and update this one (the chart's rbac.create)";

    /** One refused write is lost to somebody who was faster; the next look at the lock shows whom. */
    private static final int REFUSED_IN_A_ROW = 2;

    private final Lock lock;
    private final PodIdentity self;
    private int refusedWrites;
    private String unreadable = "";
    private String unwritable = "";

    ElectionWatch(Lock lock, PodIdentity self) {
        this.lock = lock;
        this.self = self;
    }

    /** In a sentence; empty when nothing is wrong. */
    synchronized Optional<String> problem() {
        return Optional.of(unreadable.isEmpty() ? unwritable : unreadable).filter(sentence -> !sentence.isEmpty());
    }

    @Override
    public LeaderElectionRecord get() throws ApiException {
        try {
            LeaderElectionRecord found = lock.get();
            read(found.getHolderIdentity() == null ? "" : rival(found.getHolderIdentity()));
            return found;
        } catch (ApiException e) {
            read(unreadable(e));
            throw e;
        } catch (RuntimeException e) { // the client's, of a Lease that lacks a field
            read("the Lease " + describe() + " is none that a controller has written (" + e
                    + "), so this controller does not lead: delete it, and it is made anew");
            throw e;
        }
    }

    @Override
    public boolean create(LeaderElectionRecord entry) {
        return written(lock.create(entry));
    }

    @Override
    public boolean update(LeaderElectionRecord entry) {
        return written(lock.update(entry));
    }

    private String rival(String holder) {
        return PodIdentity.of(holder)
                .filter(other -> !other.namespace().equals(self.namespace()))
                .map(other -> "another installation of Kernscale, in namespace " + other.namespace()
                        + ", leads in this cluster (pod " + other.pod() + " holds the Lease " + describe()
                        + "), so this one in namespace " + self.namespace()
                        + " observes and writes nothing: uninstall one of the two")
                .orElse("");
    }

    private String unreadable(ApiException e) {
        return switch (e.getCode()) {
            case NOT_FOUND -> ""; // it is made then
            case UNAUTHORIZED, FORBIDDEN -> cannotBe("read (HTTP status " + e.getCode() + ")") + RIGHTS;
            default ->
                cannotBe("read (" + (e.getCode() > 0 ? "HTTP status " + e.getCode() : "no answer from the API server")
                        + ")");
        };
    }

    private String cannotBe(String what) {
        return "the Lease " + describe() + " cannot be " + what + ", so this controller does not lead";
    }

    private synchronized void read(String sentence) {
        if (!sentence.isEmpty() && !sentence.equals(unreadable)) {
            log.warn("{}", sentence);
        }
        unreadable = sentence;
    }

    private synchronized boolean written(boolean done) {
        refusedWrites = done ? 0 : refusedWrites + 1;
        String sentence = refusedWrites < REFUSED_IN_A_ROW ? "" : cannotBe("written") + RIGHTS;
        if (!sentence.isEmpty() && unwritable.isEmpty()) {
            log.warn("{}", sentence);
        }
        unwritable = sentence;
        return done;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
