// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster and its load. Equal seeds and equal scale writes give equal worlds; arrivals are the same whatever is
 * scaled. Times are nanoseconds since the begin. Not thread-safe.
 */
public final class World {

    /** What a healthy disk takes for a request, and how many it has in work at once. */
    public static final Dist DISK = Dist.exponential(0.0008);

    static final int DISK_WIDTH = 4;

    final Agenda agenda = new Agenda();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final Map<String, Outside> outsides = new LinkedHashMap<>();
    private final List<Node> nodes;
    private final LatencyLog latencies;
    private final SplittableRandom random;
    private final Observed observed;
    private int pods;
    private long now;

    /** Whether somebody counts the edges of pods. */
    public enum Observed {
        BY_AGENTS,
        BY_NOBODY
    }

    /**
     * What a world is made of.
     *
     * @param nodes        how many
     * @param coresPerNode of each
     * @param services     those asked before those that ask, or after: the order does not matter
     * @param outsides     latencies by name
     * @param entry        the service that the clients ask
     * @param perSecond    requests a second, second by second; also says how long it lasts
     */
    public record Setup(
            int nodes,
            int coresPerNode,
            List<ServiceSpec> services,
            Map<String, Dist> outsides,
            String entry,
            double[] perSecond) {
        public Setup {
            services = List.copyOf(services);
            outsides = Collections.unmodifiableMap(new LinkedHashMap<>(outsides));
        }
    }

    public World(Setup setup, Observed observed, long seed) {
        this.random = new SplittableRandom(seed);
        this.observed = observed;
        SplittableRandom arrivals = random.split();
        this.nodes = IntStream.range(0, setup.nodes())
                .mapToObj(i -> new Node(i, setup.coresPerNode(), agenda, random.split()))
                .toList();
        setup.outsides().forEach((name, dist) -> outsides.put(name, new Outside(name, dist, random.split())));
        setup.services().forEach(spec -> workloads.put(spec.name(), new Workload(this, spec, random.split())));
        workloads.values().forEach(workload -> workload.startWarm(0));
        this.latencies = new LatencyLog(setup.perSecond().length);
        new Load(this, workload(setup.entry()), setup.perSecond(), latencies, arrivals);
    }

    /** Lets time go by up to a time. */
    public void run(long until) {
        agenda.run(until);
        now = until;
    }

    public long now() {
        return now;
    }

    /** Does something at a time to come. */
    public void at(long time, LongConsumer action) {
        agenda.set(
                new Timer() {
                    @Override
                    void fire(long at) {
                        action.accept(at);
                    }
                },
                time);
    }

    /** Events so far. */
    public long events() {
        return agenda.fired();
    }

    public Workload workload(String name) {
        return known(workloads, name);
    }

    public Collection<Workload> workloads() {
        return Collections.unmodifiableCollection(workloads.values());
    }

    public Outside outside(String name) {
        return known(outsides, name);
    }

    public Collection<Outside> outsides() {
        return Collections.unmodifiableCollection(outsides.values());
    }

    public List<Node> nodes() {
        return nodes;
    }

    public LatencyLog latencies() {
        return latencies;
    }

    /** A pod of somebody else comes to a node and computes without end. */
    public void addNeighbour(ServiceSpec spec, Node node, int threads) {
        Workload neighbour = workloads.computeIfAbsent(spec.name(), key -> new Workload(this, spec, random.split()));
        neighbour.spinOn(node, threads, now);
    }

    /**
     * So many clients outside ask a service from now on, each again when it has its answer and has thought.
     *
     * @param think above 0 on average: without, a client that is refused would ask again at the same moment for ever
     */
    public void addClients(String service, int count, Dist think) {
        if (!(think.meanSeconds() > 0)) {
            throw new IllegalArgumentException("think must be above 0 on average, was: " + think);
        }
        new Clients(this, workload(service), count, think, random.split());
    }

    boolean isObserved() {
        return observed == Observed.BY_AGENTS;
    }

    int nextPod() {
        return ++pods;
    }

    /** The node with the most room; null where none has enough. */
    @Nullable
    Node place(double requestCores) {
        Node best = nodes.getFirst();
        for (Node node : nodes) {
            best = node.freeCores() > best.freeCores() + 1e-9 ? node : best;
        }
        return best.freeCores() >= requestCores - 1e-9 ? best : null;
    }

    void ended(Pod pod, long at) {
        workloads.values().forEach(workload -> workload.pods().forEach(other -> other.forgetClient(pod.address())));
        workloads.values().forEach(workload -> workload.reconcile(at));
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + name + "; there are: " + all.keySet());
        }
        return found;
    }
}
