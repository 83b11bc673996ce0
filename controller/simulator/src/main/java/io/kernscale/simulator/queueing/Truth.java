// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Load;
import io.kernscale.simulator.graph.Outside;
import io.kernscale.simulator.graph.Service;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who waits for whom, from the steady state alone: nothing here is measured, and nothing is the controller's. A wait
 * leads along the calls with the most requests outstanding: the largest, and every other with at least a fifth of them
 * all. It ends at the first service that is short of something, at what is outside, or at what no agent sees. Example:
 * 30 requests of a gateway stand at a cart whose CPU is used up and 3 at the stock: the cart's CPU is to blame.
 */
public final class Truth {

    private static final double FOLLOWED_RATIO = 0.2;
    private static final double SURELY_FOLLOWED_RATIO = 0.28;
    private static final double SURELY_LEFT_RATIO = 0.14;
    private static final double PASSES_ON_RATIO = 0.5;
    private static final double SURELY_PASSES_ON_RATIO = 0.65;
    private static final double SURELY_KEEPS_RATIO = 0.35;
    private static final double WAITS_RATIO = 0.9;
    private static final double WAITS_REQUESTS = 0.6;

    private final Solution solution;
    private final Sight sight;
    private final Map<String, Outside> outsides;

    /**
     * What agents see.
     *
     * @param none  services and loads of whose pods they see none
     * @param some  those of whose pods they see some: what is short there shows, as replicas are alike, but that nothing is
     *              short does not
     */
    public record Sight(Set<String> none, Set<String> some) {

        /** All of it. */
        public static final Sight FULL = new Sight(Set.of(), Set.of());

        public Sight {
            none = Set.copyOf(none);
            some = Set.copyOf(some);
        }
    }

    public Truth(Solution solution, Sight sight) {
        this.solution = solution;
        this.sight = sight;
        this.outsides = solution.graph().outsidesByName();
    }

    /** Thresholds of a walk. */
    private record Limits(double followedRatio, double passesOnRatio) {}

    /** What the service itself is short of; empty when it is not, or when nobody can know. */
    public Optional<Blame> shortage(String service) {
        return sight.none.contains(service)
                ? Optional.empty()
                : Shortage.of(solution.graph().service(service), solution.flow(service));
    }

    /** Where the waits of a service, or of a load, end; empty where nobody is to blame. */
    public Set<Blame> culprits(String waiter) {
        return culprits(waiter, new Limits(FOLLOWED_RATIO, PASSES_ON_RATIO));
    }

    /** Whether the service, or the load, does next to nothing but wait, for long enough to be noticed. */
    public boolean waits(String waiter) {
        if (sight.none.contains(waiter)) {
            return false;
        }
        if (load(waiter).isPresent()) {
            return outstanding(waiter).values().stream().mapToDouble(one -> one).sum() >= WAITS_REQUESTS;
        }
        Optional<Blame> own = shortage(waiter);
        if (own.isPresent()) {
            return own.get().kind() == Blame.Kind.LOCK;
        }
        Flow flow = solution.flow(waiter);
        double asked =
                outstanding(waiter).values().stream().mapToDouble(one -> one).sum();
        double works = flow.requestsPerSecond()
                * (flow.runSeconds() + flow.quotaSeconds() + flow.stallSeconds() + flow.diskSeconds());
        return asked >= WAITS_REQUESTS && asked >= WAITS_RATIO * (asked + works);
    }

    /** Whether nobody could see it otherwise: no number that counts is near a threshold. */
    public boolean clear() {
        Limits few = new Limits(SURELY_FOLLOWED_RATIO, SURELY_PASSES_ON_RATIO);
        Limits many = new Limits(SURELY_LEFT_RATIO, SURELY_KEEPS_RATIO);
        List<Service> services = solution.graph().services();
        return services.stream().allMatch(one -> Shortage.clear(one, solution.flow(one.name())))
                && waiters().stream().allMatch(one -> culprits(one, few).equals(culprits(one, many)));
    }

    /** All services and loads. */
    private List<String> waiters() {
        return Stream.concat(
                        solution.graph().services().stream().map(Service::name),
                        solution.graph().loads().stream().map(Load::name))
                .toList();
    }

    private Set<Blame> culprits(String waiter, Limits limits) {
        if (sight.none.contains(waiter)) {
            return Set.of();
        }
        if (load(waiter).isEmpty()) {
            Optional<Blame> own = shortage(waiter);
            if (own.isPresent()) {
                return own.get().kind() == Blame.Kind.LOCK ? Set.of(own.get()) : Set.of();
            }
        }
        return followed(waiter, limits);
    }

    private Set<Blame> followed(String waiter, Limits limits) {
        Map<String, Double> outstanding = outstanding(waiter);
        double all = outstanding.values().stream().mapToDouble(one -> one).sum();
        double most =
                outstanding.values().stream().mapToDouble(one -> one).max().orElse(0);
        Set<Blame> ends = new LinkedHashSet<>();
        outstanding.forEach((target, requests) -> {
            if (requests > 0 && (requests == most || requests >= limits.followedRatio * all)) {
                ends.addAll(endsAt(target, limits));
            }
        });
        return ends;
    }

    private Set<Blame> endsAt(String target, Limits limits) {
        if (outsides.containsKey(target)) {
            return Set.of(new Blame(Blame.Kind.OUTSIDE, target));
        }
        if (sight.none.contains(target)) {
            return Set.of(new Blame(Blame.Kind.UNOBSERVED, target));
        }
        Optional<Blame> own = shortage(target);
        if (own.isPresent()) {
            return Set.of(own.get());
        }
        Flow flow = solution.flow(target);
        if (flow.callSeconds() >= limits.passesOnRatio * flow.holdSeconds()) {
            return followed(target, limits);
        }
        return sight.some.contains(target) ? Set.of(new Blame(Blame.Kind.UNOBSERVED, target)) : Set.of();
    }

    /** Requests that the waiter has outstanding on average, by target. */
    public Map<String, Double> outstanding(String waiter) {
        Optional<Load> load = load(waiter);
        if (load.isPresent()) {
            String entry = load.get().entry();
            double rate = solution.requestsPerSecond().getOrDefault(waiter, 0.0);
            return Map.of(entry, rate * solution.entrySeconds(entry));
        }
        Flow flow = solution.flow(waiter);
        Map<String, Double> outstanding = new HashMap<>();
        for (Call call : solution.graph().service(waiter).calls()) {
            double seconds = flow.askSeconds().getOrDefault(call.target(), 0.0);
            outstanding.put(call.target(), flow.requestsPerSecond() * call.perRequest() * seconds);
        }
        return outstanding;
    }

    private Optional<Load> load(String name) {
        return solution.graph().loads().stream()
                .filter(load -> load.name().equals(name))
                .findFirst();
    }

    /** All that are to blame for somebody's wait, as text, in order. */
    public static String text(Set<Blame> blames) {
        return blames.isEmpty()
                ? "-"
                : blames.stream().map(Blame::toString).sorted().collect(Collectors.joining(" "));
    }
}
