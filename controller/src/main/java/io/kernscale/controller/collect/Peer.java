// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The other end of an edge, as far as it is known. */
public sealed interface Peer {

    /** As people read it: {@code shop/Deployment/cart}, {@code orders-db (10.9.0.7)}, {@code node worker-1}. */
    String displayName();

    /** A workload of the cluster; a pod without an owner is one of its own. */
    record OfWorkload(WorkloadKey workload) implements Peer {

        public OfWorkload {
            requireNonNull(workload, "workload");
        }

        @Override
        public String displayName() {
            return workload.toString();
        }
    }

    /** A Service behind which no pod is known: it selects none, or has no selector. */
    record OfService(String namespace, String name) implements Peer {

        public OfService {
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
        }

        @Override
        public String displayName() {
            return namespace + "/Service/" + name;
        }
    }

    /** A node of the cluster: something that runs on it outside of pods, or cannot be told apart there. */
    record OfNode(String node) implements Peer {

        public OfNode {
            requireNonNull(node, "node");
        }

        @Override
        public String displayName() {
            return "node " + node;
        }
    }

    /**
     * An address that is nobody's in the cluster.
     *
     * @param name from the table of names; null when it has none
     */
    record Outside(String address, @Nullable String name) implements Peer {

        public Outside {
            requireNonNull(address, "address");
        }

        @Override
        public String displayName() {
            return name == null ? address : name + " (" + address + ")";
        }
    }

    /** All peers that found no row of their own in an agent. */
    record Tail() implements Peer {

        @Override
        public String displayName() {
            return "other peers";
        }
    }
}
