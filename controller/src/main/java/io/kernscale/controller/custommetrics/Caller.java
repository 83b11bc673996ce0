// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param name   {@code system:serviceaccount:kube-system:horizontal-pod-autoscaler}
 * @param uid    empty where nobody told
 * @param groups that it is in
 * @param extra  whatever else was told of it
 */
public record Caller(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    static final String AUTHENTICATED = "system:authenticated";
    static final String MASTERS = "system:masters";

    /** Who has shown nothing. */
    static final Caller ANONYMOUS = new Caller("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    public Caller {
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** The same in the group of all who have shown who they are; whom a proxy calls anonymous has not. */
    Caller authenticated() {
        if (name.equals(ANONYMOUS.name) || groups.contains(AUTHENTICATED) || groups.containsAll(ANONYMOUS.groups)) {
            return this;
        }
        List<String> all = new ArrayList<>(groups);
        all.add(AUTHENTICATED);
        return new Caller(name, uid, all, extra);
    }
}
