// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.bpf.BpfKernelProbes;
import io.kernscale.agent.bpf.BpfOptions;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The node daemon. Takes no arguments: {@link AgentConfig} lists the environment variables. */
public final class AgentMain {

    /** The port could not be had. */
    static final int EXIT_PORT = 1;

    /** A setting cannot be used. */
    static final int EXIT_CONFIG = 2;

    /** Told to end while it waited for the node; as a shell has it for SIGINT. */
    private static final int EXIT_INTERRUPTED = 130;

    private AgentMain() {}

    public static void main(String[] arguments) {
        oneLineLogs();
        int exit = run(System.getenv(), List.of(arguments));
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** 0 when the agent runs on, in threads of its own, until the process is told to end; else the exit status. */
    static int run(Map<String, String> variables, List<String> arguments) {
        System.Logger log = System.getLogger(AgentMain.class.getName());
        if (!arguments.isEmpty()) {
            log.log(
                    Level.ERROR,
                    "The agent takes no arguments, was given: " + String.join(" ", arguments)
                            + "; set environment variables instead.");
            return EXIT_CONFIG;
        }
        AgentConfig config;
        try {
            config = AgentConfig.from(new Environment(variables));
        } catch (ConfigException e) {
            log.log(Level.ERROR, e.getMessage());
            return EXIT_CONFIG;
        }
        return start(config, log);
    }

    private static int start(AgentConfig config, System.Logger log) {
        Access access;
        try {
            access = Access.open(config.access(), config.openMetrics(), System::nanoTime);
        } catch (IOException e) {
            log.log(
                    Level.ERROR,
                    "KERNSCALE_AGENT_TLS_DIRECTORY must hold tls.crt, tls.key and ca.crt (" + e.getMessage()
                            + "); mount a Secret with them, or set KERNSCALE_AGENT_SECURITY to token or none.");
            return EXIT_CONFIG;
        }
        Agent agent;
        try {
            agent = Agent.start(config, access, () -> openProbes(config));
        } catch (IOException e) {
            log.log(
                    Level.ERROR,
                    "Port " + config.port() + " of " + config.bind() + " cannot be served on (" + e.getMessage()
                            + "); end the process that has it, or set KERNSCALE_AGENT_PORT to another.");
            return EXIT_PORT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EXIT_INTERRUPTED;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(agent::close));
        log.log(
                Level.INFO,
                "node " + config.node().node() + ", " + config.node().cpus() + " CPUs, serving on " + config.bind()
                        + ":" + agent.port() + "; probes: " + attached(agent.probes()));
        if (!agent.notice().isEmpty()) {
            log.log(Level.WARNING, agent.notice());
        }
        return 0;
    }

    private static KernelProbes openProbes(AgentConfig config) {
        return BpfKernelProbes.open(BpfOptions.defaults().withMaxCgroups(config.maxCgroups()));
    }

    /** Feature by feature: {@code scheduler by tp_btf, block not at all (the kernel refused it)}; one reason is told once. */
    static String attached(List<ProbeStatus> probes) {
        List<String> reasons =
                probes.stream().map(ProbeStatus::reason).distinct().toList();
        if (reasons.size() == 1 && probes.stream().allMatch(probe -> probe.source() == Source.NONE)) {
            return "none, and the cgroups' files stand in (" + reasons.getFirst() + ")";
        }
        Map<Feature, String> features = new EnumMap<>(Feature.class);
        for (ProbeStatus probe : probes) {
            boolean attached = probe.source() != Source.NONE;
            String how = attached ? "by " + lower(probe.source()) : "not at all (" + probe.reason() + ")";
            features.merge(probe.feature(), how, (one, other) -> one.equals(other) ? one : one + " and " + other);
        }
        return features.entrySet().stream()
                .map(feature -> lower(feature.getKey()) + " " + feature.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void oneLineLogs() {
        String property = "java.util.logging.SimpleFormatter.format";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
    }
}
