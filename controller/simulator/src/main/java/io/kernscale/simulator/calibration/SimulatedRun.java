// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import com.google.gson.JsonObject;
import io.kernscale.simulator.calibration.Case.Server;
import io.kernscale.simulator.physics.Dist;
import io.kernscale.simulator.physics.Node;
import io.kernscale.simulator.physics.ServiceSpec;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.Step;
import io.kernscale.simulator.physics.World;
import io.kernscale.simulator.physics.World.Observed;
import io.kernscale.simulator.physics.World.Setup;
import io.kernscale.simulator.probe.Addresses;
import io.kernscale.simulator.probe.NodeAgent;
import io.kernscale.testkit.api.Json;
import io.kernscale.wire.NodeReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A case in the simulator's physics, read from the report of its agent. Equal arguments give equal shares. */
final class SimulatedRun {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final long SEED = 1;

    private final Case described;
    private final Inputs inputs;
    private final World world;
    private final NodeAgent agent;

    private SimulatedRun(Case described, Inputs inputs) {
        this.described = described;
        this.inputs = inputs;
        List<ServiceSpec> services =
                described.servers().stream().map(this::service).toList();
        double[] nobodyElse = {0};
        String first = described.compared().name();
        this.world = new World(
                new Setup(1, described.cores(), services, Map.of(), first, nobodyElse), Observed.BY_AGENTS, SEED);
        Node node = world.nodes().getFirst();
        node.diskBecomes(Dist.exponential(inputs.readDiskSeconds()));
        node.diskTakes(inputs.readsAtOnce());
        node.wakesTake(inputs.wakeSeconds());
        for (Server server : described.servers()) {
            if (server.clients().count() > 0) {
                Dist think = Dist.exponential(seconds(server.clients().think()));
                world.addClients(server.name(), server.clients().count(), think);
            }
        }
        this.agent = new NodeAgent(world, node, new Addresses(world));
    }

    static Shares of(Case described, Inputs inputs) {
        SimulatedRun run = new SimulatedRun(described, inputs);
        Counters before = run.at(WARM_UP);
        Counters after = run.at(WARM_UP.plus(LENGTH));
        return Shares.of(after.minus(before), described.threads(described.compared()));
    }

    private Counters at(Duration time) {
        world.run(time.toNanos());
        return Counters.of(report(), described.compared().name());
    }

    private JsonObject report() {
        var bytes = new ByteArrayOutputStream();
        try {
            new NodeReportWriter().write(agent.report(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return Json.parse(bytes.toString(StandardCharsets.UTF_8));
    }

    private ServiceSpec service(Server server) {
        PodSpec pod = new PodSpec(
                Style.THREADS,
                described.threads(server),
                server.cpu().request(),
                server.cpu().limit(),
                StartUp.NATIVE);
        return new ServiceSpec(server.name(), steps(server.request()), pod, 1);
    }

    private List<Step> steps(Case.Request request) {
        List<Step> steps = new ArrayList<>();
        request.asks().forEach(name -> steps.add(new Step.Ask(List.of(new Step.Target(name, 1)))));
        for (int i = 0; i < request.reads(); i++) {
            steps.add(new Step.Compute(Dist.constant(inputs.readCpuSeconds())));
            steps.add(new Step.Read());
        }
        steps.add(new Step.Compute(Dist.constant(seconds(request.calculates()))));
        return steps;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
