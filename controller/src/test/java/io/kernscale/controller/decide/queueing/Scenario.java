// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

/**
 * One run.
 *
 * @param clients        how requests come
 * @param service        distribution of the CPU time of a request
 * @param serviceSeconds its mean
 * @param limitCores     CPU limit of a replica, 0 for none
 * @param nodeCores      cores of a replica's node, which it has for itself
 * @param threads        threads of a replica's pool; connections of a replica before the step where {@code clients} are
 *                       {@link Clients#CONNECTED}
 * @param replicas       at the beginning
 * @param load           demand at the beginning, as a part of what the replicas are sized for
 * @param step           factor of the demand when it steps up
 */
public record Scenario(
        Clients clients,
        Service service,
        double serviceSeconds,
        double limitCores,
        double nodeCores,
        int threads,
        int replicas,
        double load,
        double step) {

    /** How requests come. */
    public enum Clients {
        /** Poisson arrivals, whether or not earlier requests are answered. */
        OPEN,
        /** A fixed number of clients, each with a connection and a thread of its own. */
        CONNECTED,
        /** A fixed number of clients, served by a pool. */
        POOLED
    }

    /** The share of the capacity kept free. */
    static final double TARGET = 0.2;

    double replicaCores() {
        return (limitCores > 0 ? limitCores : nodeCores) * (1 - TARGET);
    }

    double demandBefore() {
        return load * replicas * replicaCores();
    }

    /** Replicas for the load after the step, before rounding. */
    public double exactReplicas() {
        return load * replicas * step;
    }

    /** Clients before the step: as many as there are connections, or four times what the demand keeps busy. */
    int clientsBefore() {
        return clients == Clients.CONNECTED ? threads * replicas : (int) Math.ceil(demandBefore() * 20);
    }

    /** Think time with which the clients make the demand: {@code clients * s / (s + z)}. */
    public double thinkSeconds() {
        return serviceSeconds * Math.max(0, clientsBefore() / demandBefore() - 1);
    }
}
