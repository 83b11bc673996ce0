// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.cluster.ControlPlane;
import io.kernscale.testkit.cluster.EndpointFiles;
import io.kernscale.testkit.kubelet.CgroupHost;
import io.kernscale.testkit.kubelet.CgroupTree;
import io.kernscale.testkit.kubelet.Disk;
import io.kernscale.testkit.kubelet.Kubelet;
import io.kernscale.testkit.kubelet.ReadLimit;
import io.kernscale.testkit.kubelet.Watchdog;
import io.kernscale.testkit.kubelet.WorkloadProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A cluster of one node on this machine: the kit's API server, control plane and kubelet, with the real agent and the
 * real controller as processes of their own. Closing it, or any other end of this process, leaves nothing behind.
 */
public final class MiniCluster implements AutoCloseable {
    public static final int AGENT_PORT = 5_000;
    static final String NODE = "demo-node";
    private static final String CRD = "charts/kernscale/crd/kernelautoscalers.yaml";
    private static final Duration START = Duration.ofSeconds(60);

    private final Closer closer;
    private final KubernetesApiServer server;
    private final Path directory;
    private final Path program;
    private final Kubelet kubelet;
    private final Optional<Disk> slowableDisk;
    private final Service agent;
    private final Service controller;
    private final URI agentUri;
    private final URI controllerUri;
    private final ControllerApi controllerApi;

    private MiniCluster(Closer closer, Path home, int agentPort) {
        this.closer = closer;
        CgroupHost host = CgroupHost.find()
                .orElseThrow(() -> new DemoException("no writable cgroup v2 hierarchy under /sys/fs/cgroup; run this "
                        + "as root on a host with cgroup v2, or in a privileged container."));
        directory = RunDirectory.create();
        CgroupTree tree = CgroupTree.create(host);
        closer.add(Watchdog.start(directory, tree));
        closer.add(tree);
        program = WorkloadProgram.extractTo(directory);
        server = closer.add(KubernetesApiServer.start());
        server.api().create(read(home.resolve(CRD)));
        closer.add(ControlPlane.start(server.api()));
        kubelet = closer.add(Kubelet.start(server.api(), NODE, tree, directory));
        closer.add(EndpointFiles.start(server.api(), directory, Workload.PORT));
        slowableDisk = Disk.of(directory).filter(disk -> tree.canLimitReads());
        var services = new Services(home, directory, tree, server.uri());
        agentUri = URI.create("http://127.0.0.1:" + agentPort);
        controllerUri = URI.create("http://127.0.0.1:" + Services.freePort());
        agent = closer.add(services.agent(agentUri));
        controller = closer.add(services.controller(controllerUri, agentUri));
        controllerApi = new ControllerApi(controllerUri);
        agent.awaitAnswer(agentUri.resolve("/healthz"), START);
        controller.awaitAnswer(controllerUri.resolve("/actuator/health"), START);
    }

    /**
     * Starts everything and waits until agent and controller answer.
     *
     * @param home      the project's root directory
     * @param agentPort where the agent serves; {@link #freePort} when nobody needs to know
     */
    public static MiniCluster start(Path home, int agentPort) {
        var closer = new Closer();
        try {
            return new MiniCluster(closer, home, agentPort);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /** A loopback port that is free now. */
    public static int freePort() {
        return Services.freePort();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DemoException(file.toAbsolutePath() + " cannot be read; run this from the project's root");
        }
    }

    public KubernetesApi api() {
        return server.api();
    }

    public KubernetesApiServer server() {
        return server;
    }

    /** The program that the workloads run. */
    public Path program() {
        return program;
    }

    /** A directory on a disk, which goes when the cluster goes. */
    public Path directory() {
        return directory;
    }

    /** Where the agent answers. */
    public URI agentUri() {
        return agentUri;
    }

    /** What the agent reports, as it stands. */
    public JsonObject report() {
        try (InputStream body = agentUri.resolve("/v1/report").toURL().openStream()) {
            return Json.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            check();
            throw new DemoException("the agent at " + agentUri + " does not answer: " + e);
        }
    }

    /** Where the controller answers. */
    public URI controllerUri() {
        return controllerUri;
    }

    /** The agent's process, for those who want to see it fail. */
    public ProcessHandle agentProcess() {
        return agent.process();
    }

    /** Name of the disk that can be slowed down: the one of {@link #directory}; empty when this machine cannot. */
    public Optional<String> slowableDisk() {
        return slowableDisk.map(Disk::name);
    }

    /** Lets each pod of a workload read so often from it, a second. */
    public void slowDisk(String app, int readsPerSecond) {
        kubelet.limitReads(app, new ReadLimit(slowableDisk.orElseThrow(), readsPerSecond));
    }

    ControllerApi controllerApi() {
        return controllerApi;
    }

    /** The last lines that agent and controller wrote. */
    public String lastWords() {
        return "agent:\n" + agent.lastWords() + "\ncontroller:\n" + controller.lastWords();
    }

    /** @throws DemoException when agent or controller have ended by themselves */
    public void check() {
        if (!closer.isClosed()) {
            agent.check();
            controller.check();
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
