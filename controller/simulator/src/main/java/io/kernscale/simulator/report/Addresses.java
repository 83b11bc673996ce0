// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.simulator.graph.Graph;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import io.kernscale.simulator.scenario.Chatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The cluster IPs of a graph's Services. */
public final class Addresses {

    /** Of every Service. */
    public static final int SERVICE_PORT = 80;

    /** Of every pod. */
    public static final int POD_PORT = 8080;

    /** Of the API server. */
    public static final int API_PORT = 443;

    private final Map<String, String> clusterIps = new HashMap<>();

    public Addresses(Graph graph) {
        clusterIps.put(Chatter.API_SERVER, "10.96.0.1");
        List<String> names = graph.services().stream().map(Service::name).toList();
        IntStream.range(0, names.size()).forEach(i -> clusterIps.put(names.get(i), "10.96.1." + (i + 1)));
        List<Outside> behind =
                graph.outsides().stream().filter(Outside::behindService).toList();
        IntStream.range(0, behind.size())
                .forEach(i -> clusterIps.put(behind.get(i).name(), "10.96.2." + (i + 1)));
    }

    /** The cluster IP of the Service with this name. */
    public String clusterIp(String name) {
        String address = clusterIps.get(name);
        if (address == null) {
            throw new IllegalArgumentException("there is no Service " + name);
        }
        return address;
    }
}
