// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One service: alike replicas behind one name.
 *
 * @param name       of the workload and of the Service in front of it
 * @param replicas   1 or more
 * @param style      how it serves
 * @param client     how its threads wait for the answers of others
 * @param fanOut     whether it makes its calls one after the other
 * @param concurrency requests that one replica works at, at once: its pool's threads
 * @param limitCores CPU limit of one replica
 * @param demand     of one request
 * @param calls      whom it asks
 * @param route      how it reaches them
 */
public record Service(
        String name,
        int replicas,
        Style style,
        Client client,
        FanOut fanOut,
        int concurrency,
        double limitCores,
        Demand demand,
        List<Call> calls,
        Route route) {

    /** What a thread is blocked in while an answer is outstanding. */
    public enum Client {
        /** In the socket's receive. */
        RECEIVE,
        /** On a future, a lock, that a selecting thread completes. */
        FUTURE
    }

    /** The order of the calls. */
    public enum FanOut {
        SEQUENTIAL,
        PARALLEL
    }

    /** How a service reaches those that it asks. */
    public enum Route {
        /** By the cluster IP of their Service. */
        SERVICE,
        /** By their pods' addresses. */
        PODS,
        /** By a proxy within its own pod, on the loopback, and from there by the cluster IP. */
        SIDECAR
    }

    public Service {
        requireNonNull(name, "name");
        Checks.atLeast(replicas, 1, name + ".replicas");
        requireNonNull(style, "style");
        requireNonNull(client, "client");
        requireNonNull(fanOut, "fanOut");
        Checks.atLeast(concurrency, 1, name + ".concurrency");
        Checks.atLeast(limitCores, 0.01, name + ".limitCores");
        requireNonNull(demand, "demand");
        calls = List.copyOf(calls);
        requireNonNull(route, "route");
    }

    public Service withDemand(Demand other) {
        return new Service(name, replicas, style, client, fanOut, concurrency, limitCores, other, calls, route);
    }

    public Service withConcurrency(int requests) {
        return new Service(name, replicas, style, client, fanOut, requests, limitCores, demand, calls, route);
    }

    public Service withStyle(Style other) {
        return new Service(name, replicas, other, client, fanOut, concurrency, limitCores, demand, calls, route);
    }

    public Service withLimitCores(double cores) {
        return new Service(name, replicas, style, client, fanOut, concurrency, cores, demand, calls, route);
    }
}
