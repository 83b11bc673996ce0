// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.simulator.physics.Dist;
import io.kernscale.simulator.physics.ServiceSpec;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.Step;
import io.kernscale.simulator.physics.Step.Ask;
import io.kernscale.simulator.physics.Step.Compute;
import io.kernscale.simulator.physics.Step.Read;
import io.kernscale.simulator.physics.Step.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Three applications of the sizes and objectives that Autothrottle's evaluation has: 3 services and 0.1 s, 8 and 0.2 s, 20
 * and 1 s. What a service does for a request differs in form and amount; a pod's CPU request is its limit, so that what is
 * allocated is what can be used.
 */
public final class Applications {

    private static final PodSpec POOL = new PodSpec(Style.POOL, 64, 1, 1, StartUp.NATIVE);
    private static final PodSpec THREADS = new PodSpec(Style.THREADS, 48, 1, 1, StartUp.NATIVE);
    private static final PodSpec LARGE = new PodSpec(Style.POOL, 64, 2, 2, StartUp.NATIVE);
    private static final PodSpec JAVA = new PodSpec(Style.POOL, 64, 1, 1, StartUp.JAVA);

    private Applications() {}

    /** All of them, the smallest first. */
    public static List<Application> all() {
        return List.of(three(), eight(), twenty());
    }

    /** A hotel search: brief requests, two levels. */
    public static Application three() {
        List<ServiceSpec> services = List.of(
                service("front", POOL, compute(Dist.lognormal(0.006, 0.7)), ask("search", 1, "profile", 0.6)),
                service("search", LARGE, compute(Dist.exponential(0.012))),
                service("profile", THREADS, compute(Dist.bimodal(0.01, 4))));
        return new Application("three", services, Map.of(), 0.1, 6, 2.5);
    }

    /** A social network: a post is composed of parts, stored, and cached. */
    public static Application eight() {
        List<ServiceSpec> services = List.of(
                service("gateway", POOL, compute(Dist.lognormal(0.006, 0.5)), ask("compose", 1)),
                service(
                        "compose",
                        POOL,
                        compute(Dist.exponential(0.012)),
                        ask("text", 1, "user", 1, "media", 0.3),
                        ask("store", 1),
                        compute(Dist.constant(0.003))),
                service("text", LARGE, compute(Dist.lognormal(0.018, 1))),
                service("user", THREADS, compute(Dist.exponential(0.0075))),
                service("media", LARGE, compute(Dist.lognormal(0.03, 0.8))),
                service("store", POOL, compute(Dist.bimodal(0.009, 4)), ask("cache", 1, "posts", 0.5)),
                service("cache", THREADS, compute(Dist.constant(0.003))),
                service("posts", THREADS, compute(Dist.exponential(0.006)), new Read()));
        return new Application("eight", services, Map.of(), 0.2, 8, 1);
    }

    /** A ticket shop of JVMs: five levels, four services in each, and a bank outside. */
    public static Application twenty() {
        List<ServiceSpec> services = new ArrayList<>();
        services.add(service("ui", POOL, compute(Dist.exponential(0.012)), ask("travel", 1, "login", 0.4)));
        services.add(
                service("travel", JAVA, compute(Dist.lognormal(0.03, 1)), ask("route", 1, "train", 1, "seat", 0.7)));
        services.add(service("login", JAVA, compute(Dist.exponential(0.04)), ask("user", 1, "captcha", 0.5)));
        services.add(service("captcha", JAVA, compute(Dist.lognormal(0.04, 0.5))));
        services.add(service("user", JAVA, compute(Dist.exponential(0.016)), ask("userdb", 1)));
        services.add(service("route", JAVA, compute(Dist.exponential(0.024)), ask("station", 1)));
        services.add(service("train", JAVA, compute(Dist.bimodal(0.02, 5)), ask("config", 0.5)));
        services.add(service("seat", JAVA, compute(Dist.lognormal(0.036, 1.2)), ask("order", 0.8, "config", 0.3)));
        services.add(service("order", JAVA, compute(Dist.exponential(0.03)), ask("price", 1), ask("orderdb", 1)));
        services.add(service("price", JAVA, compute(Dist.lognormal(0.02, 0.7)), ask("pricedb", 0.6, "discount", 0.4)));
        services.add(service("discount", JAVA, compute(Dist.exponential(0.02))));
        services.add(service("station", JAVA, compute(Dist.constant(0.016)), ask("stationdb", 0.5)));
        services.add(service("config", JAVA, compute(Dist.exponential(0.012)), ask("notify", 0.3)));
        services.add(service("notify", JAVA, compute(Dist.exponential(0.04)), ask("mail", 0.5)));
        services.add(service("mail", JAVA, compute(Dist.exponential(0.02)), new Step.AskOutside("bank")));
        services.add(service("userdb", THREADS, compute(Dist.exponential(0.008)), new Read()));
        services.add(service("orderdb", THREADS, compute(Dist.lognormal(0.016, 1)), new Read(), ask("audit", 0.3)));
        services.add(service("pricedb", THREADS, compute(Dist.exponential(0.008)), new Read()));
        services.add(service("stationdb", THREADS, compute(Dist.exponential(0.006)), new Read()));
        services.add(service("audit", JAVA, compute(Dist.exponential(0.02))));
        return new Application("twenty", services, Map.of("bank", Dist.lognormal(0.05, 0.5)), 1, 14, 0.75);
    }

    static ServiceSpec service(String name, PodSpec pod, Step... steps) {
        return new ServiceSpec(name, Arrays.asList(steps), pod, 1);
    }

    static Compute compute(Dist cpu) {
        return new Compute(cpu);
    }

    static Ask ask(String service, double probability) {
        return new Ask(List.of(new Target(service, probability)));
    }

    private static Ask ask(String one, double oneProbability, String other, double otherProbability) {
        return new Ask(List.of(new Target(one, oneProbability), new Target(other, otherProbability)));
    }

    private static Ask ask(String a, double pa, String b, double pb, String c, double pc) {
        return new Ask(List.of(new Target(a, pa), new Target(b, pb), new Target(c, pc)));
    }
}
