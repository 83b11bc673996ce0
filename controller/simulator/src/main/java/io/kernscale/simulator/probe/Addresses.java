// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.probe;

import io.kernscale.simulator.physics.Outside;
import io.kernscale.simulator.physics.Workload;
import io.kernscale.simulator.physics.World;
import java.util.HashMap;
import java.util.Map;

/** Where the Services of a simulated cluster, and those outside, are found. */
public final class Addresses {

    /** Of every Service. */
    public static final int SERVICE_PORT = 80;

    /** Of every pod. */
    public static final int POD_PORT = 8080;

    private static final int OUTSIDE_PORT = 443;

    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    public Addresses(World world) {
        int next = 1;
        for (Workload workload : world.workloads()) {
            byName.put(workload.name(), "10.96.1." + next++);
        }
        for (Outside outside : world.outsides()) {
            byName.put(outside.name(), "198.51.100." + next++);
            ports.put(outside.name(), OUTSIDE_PORT);
        }
    }

    /** The address of a Service, or of somebody outside. */
    public String of(String name) {
        String address = byName.get(name);
        if (address == null) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        return address;
    }

    /** Whether somebody with this name was there at the begin; who came later serves nobody. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    int port(String name) {
        return ports.getOrDefault(name, SERVICE_PORT);
    }
}
