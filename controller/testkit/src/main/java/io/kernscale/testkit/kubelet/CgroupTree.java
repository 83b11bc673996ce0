// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The cgroups of one run: a directory {@code kernscale-demo-<pid>} in each hierarchy, and all that is below. Its name
 * tells a later run whose it was, so that what a killed run left behind can be swept.
 */
public final class CgroupTree implements AutoCloseable {
    private static final String PREFIX = "kernscale-demo-";

    /** The largest weight there is: what else runs on the machine must not look like a shortage of the workloads. */
    private static final CpuResources BEFORE_THE_REST = new CpuResources(256, null);

    private static final int ATTEMPTS = 100;
    private static final long ATTEMPT_MILLIS = 20;

    private final CgroupHost host;
    private final String name;

    private CgroupTree(CgroupHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /** Makes the tree of this process, after those of processes that are no more were removed. */
    public static CgroupTree create(CgroupHost host) {
        sweep(host);
        var tree = new CgroupTree(host, PREFIX + ProcessHandle.current().pid());
        tree.delegate(host.v2());
        tree.make("");
        tree.limit("", BEFORE_THE_REST);
        return tree;
    }

    private static void sweep(CgroupHost host) {
        for (Path root : host.roots()) {
            for (Path left : children(root)) {
                String owner = left.getFileName().toString();
                if (owner.matches(PREFIX + "\\d+") && !isAlive(owner.substring(PREFIX.length()))) {
                    new CgroupTree(host, owner).close();
                }
            }
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The directories to remove when this process can no longer do it. */
    public List<Path> roots() {
        return host.roots().stream().map(root -> root.resolve(name)).toList();
    }

    /** Makes a cgroup in each hierarchy. Example path: {@code kubepods/burstable/pod1234}. */
    void make(String path) {
        Path relative = Path.of(name, path.split("/", -1));
        try {
            for (Path root : host.roots()) {
                Path here = root;
                for (Path part : relative) {
                    here = here.resolve(part);
                    Files.createDirectories(here);
                    if (root.equals(host.v2()) && !here.equals(root.resolve(relative))) {
                        delegate(here);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the cgroup " + relative + "; are you root?", e);
        }
    }

    /** Hands controllers down where the parent has them; a hybrid host has none here, which is fine. */
    private void delegate(Path directory) {
        for (String controller : new String[] {"+cpu", "+io", "+memory"}) {
            try {
                Files.writeString(directory.resolve("cgroup.subtree_control"), controller);
            } catch (IOException e) {
                // this controller is not here: nothing to hand down
            }
        }
    }

    void limit(String path, CpuResources cpu) {
        Path v1 = host.v1Cpu();
        if (v1 == null) {
            Path here = host.v2().resolve(name).resolve(path);
            String quota = cpu.quotaMicros() < 0 ? "max" : Long.toString(cpu.quotaMicros());
            write(here.resolve("cpu.max"), quota + " " + CpuResources.PERIOD_MICROS);
            write(here.resolve("cpu.weight"), Long.toString(cpu.weight()));
            return;
        }
        Path here = v1.resolve(name).resolve(path);
        write(here.resolve("cpu.cfs_period_us"), Long.toString(CpuResources.PERIOD_MICROS));
        write(here.resolve("cpu.cfs_quota_us"), Long.toString(cpu.quotaMicros()));
        write(here.resolve("cpu.shares"), Long.toString(cpu.shares()));
    }

    /** Whether reads can be limited here: a hierarchy has the controller for it. */
    public boolean canLimitReads() {
        return host.v1Blkio() != null || Files.exists(host.v2().resolve(name).resolve("io.max"));
    }

    /**
     * Lets the processes of a cgroup read so often from a disk; those that ask more wait.
     *
     * @param perSecond requests; empty for as many as the disk can
     */
    void limitReads(String path, Disk disk, OptionalInt perSecond) {
        Path v1 = host.v1Blkio();
        if (v1 == null) {
            String limit = perSecond.isPresent() ? Integer.toString(perSecond.getAsInt()) : "max";
            write(host.v2().resolve(name).resolve(path).resolve("io.max"), disk.number() + " riops=" + limit);
        } else {
            Path file = v1.resolve(name).resolve(path).resolve("blkio.throttle.read_iops_device");
            write(file, disk.number() + " " + perSecond.orElse(0)); // 0 takes the limit away
        }
    }

    private static void write(Path file, String value) {
        if (!Files.exists(file)) {
            return; // the controller is not ours to use here; the workload then runs without a limit
        }
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + value + " to " + file, e);
        }
    }

    /** The files that a process writes its pid to in order to enter a cgroup. */
    List<Path> entrances(String path) {
        return host.roots().stream()
                .map(root -> root.resolve(name).resolve(path).resolve("cgroup.procs"))
                .toList();
    }

    /** Ends all processes of a cgroup and of those below it, and removes them. */
    void remove(String path) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean isGone = true;
            for (Path root : host.roots()) {
                isGone &= tryRemove(root.resolve(name).resolve(path));
            }
            if (isGone) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("the cgroup " + name + "/" + path + " is still busy after "
                + ATTEMPTS * ATTEMPT_MILLIS + " ms; look at its cgroup.procs");
    }

    private static boolean tryRemove(Path directory) {
        for (Path cgroup : deepestFirst(directory)) {
            kill(cgroup);
            try {
                Files.deleteIfExists(cgroup);
            } catch (IOException e) {
                return false; // its processes are on their way out
            }
        }
        return true;
    }

    private static void kill(Path cgroup) {
        try {
            for (String pid : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            // gone in the meantime
        }
    }

    private static List<Path> deepestFirst(Path directory) {
        var found = new ArrayList<Path>();
        collect(directory, found);
        found.sort(Comparator.comparing(Path::getNameCount).reversed());
        return found;
    }

    private static void collect(Path directory, List<Path> found) {
        if (Files.isDirectory(directory)) {
            found.add(directory);
            children(directory).forEach(child -> collect(child, found));
        }
    }

    private static List<Path> children(Path directory) {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // gone in the meantime
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(ATTEMPT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing goes on: what is left would stay for ever
        }
    }

    @Override
    public void close() {
        remove("");
    }
}
