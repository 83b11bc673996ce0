// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.CgroupPath.Level.CONTAINER;
import static io.kernscale.agent.cgroup.CgroupPath.Level.INSIDE;
import static io.kernscale.agent.cgroup.CgroupPath.Level.POD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CgroupPathTest {
    private static final String U = "1399d9c7-c86f-4371-8568-07b3d32258a4";
    private static final String U_ = U.replace('-', '_');
    private static final String OTHER = "26ab26cd-6409-443f-a13c-fd6c231207c8";
    private static final String HASH = "9729a196c4723b60ab401eaff722982d";
    private static final String H = "0123456789abcdef".repeat(4);
    private static final String OUTER = "fedcba9876543210".repeat(4);
    private static final String BURSTABLE = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod";

    record Row(String name, String path, Optional<CgroupPath> owner) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> layouts() {
        return Stream.of(
                container("1 cgroupfs, burstable", "/kubepods/burstable/pod" + U + "/" + H),
                container("2 cgroupfs, best effort", "/kubepods/besteffort/pod" + U + "/" + H),
                container("3 cgroupfs, guaranteed: no level of service", "/kubepods/pod" + U + "/" + H),
                row("4 static pod", "/kubepods/burstable/pod" + HASH + "/" + H, HASH, H, CONTAINER),
                row(
                        "5 static pod, systemd and containerd, no .scope",
                        BURSTABLE + HASH + ".slice/cri-containerd-" + H,
                        HASH,
                        H,
                        CONTAINER),
                container("6 systemd, containerd", BURSTABLE + U_ + ".slice/cri-containerd-" + H + ".scope"),
                container("7 systemd, docker", BURSTABLE + U_ + ".slice/docker-" + H + ".scope"),
                container("8 systemd, CRI-O", BURSTABLE + U_ + ".slice/crio-" + H + ".scope"),
                container("9 systemd, guaranteed", "/kubepods.slice/kubepods-pod" + U_ + ".slice/crio-" + H + ".scope"),
                row("10 crun's sub-cgroup", BURSTABLE + U_ + ".slice/crio-" + H + ".scope/container", U, H, INSIDE),
                nobody("11 conmon of CRI-O", BURSTABLE + U_ + ".slice/crio-conmon-" + H + ".scope"),
                container("12 CRI-O, cgroupfs", "/kubepods/pod" + U + "/crio-" + H),
                container(
                        "13 containerd without the systemd driver",
                        "/system.slice/containerd.service/kubepods-burstable-pod" + U_ + ".slice:cri-containerd:" + H),
                container(
                        "14 the same below podruntime.slice",
                        "/podruntime.slice/containerd.service/kubepods-burstable-pod" + U_ + ".slice:cri-containerd:"
                                + H),
                container(
                        "15 kind, cgroupfs inside docker",
                        "/system.slice/docker-" + OUTER + ".scope/kubelet/kubepods/burstable/pod" + U + "/" + H),
                container(
                        "16 kind, systemd, seen from the host",
                        "/system.slice/docker-" + OUTER + ".scope/kubelet.slice/kubelet-kubepods.slice"
                                + "/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod" + U_
                                + ".slice/cri-containerd-" + H + ".scope"),
                container(
                        "17 kind, seen in the node's namespace",
                        "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice"
                                + "/kubelet-kubepods-burstable-pod" + U_ + ".slice/cri-containerd-" + H + ".scope"),
                container("18 kubelet with --cgroup-root", "kubelet/kubepods/besteffort/pod" + U + "/" + H),
                container(
                        "19 minikube in docker",
                        "/system.slice/docker-" + OUTER + ".scope/kubepods.slice/kubepods-besteffort.slice"
                                + "/kubepods-besteffort-pod" + U_ + ".slice/docker-" + H + ".scope"),
                row("20 child made by the container", "/kubepods/pod" + U + "/" + H + "/kube-proxy", U, H, INSIDE),
                container(
                        "21 k3s, systemd driver",
                        "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod" + U_
                                + ".slice/cri-containerd-" + H + ".scope"),
                nobody("21 k3s itself", "/system.slice/k3s.service"),
                nobody("22 Talos: kubelet", "/podruntime/kubelet"),
                nobody("22 Talos: dashboard", "/system/dashboard"),
                nobody("22 Talos: init", "/init"),
                nobody("23 a service", "/system.slice/cron.service"),
                nobody("23 Azure's agent", "/azure.slice/walinuxagent.service"),
                nobody("23 reserved", "/reserved.slice/kubelet.service"),
                nobody("23 LXC", "/lxc.payload.first"),
                nobody("23 podman", "/machine.slice/libpod-" + H + ".scope/container"),
                nobody("23 docker", "/docker/" + H),
                nobody("23 a build runner", "/actions_job/" + H),
                nobody("23 rootless podman", "/user.slice/user-1000.slice/user@1000.service/libpod-" + H + ".scope"),
                container("24 relative, in a cgroup namespace", "/../../kubepods/burstable/pod" + U + "/" + H),
                container("25 a v1 line", "11:blkio:/kubepods/burstable/pod" + U + "/" + H),
                container(
                        "25 a named v1 line",
                        "1:name=systemd:" + BURSTABLE + U_ + ".slice/cri-containerd-" + H + ".scope"));
    }

    static Stream<Row> edges() {
        return Stream.of(
                row("the pod's own cgroup, cgroupfs", "/kubepods/burstable/pod" + U, U, "", POD),
                row("the pod's own cgroup, systemd", BURSTABLE + U_ + ".slice", U, "", POD),
                row("a child of the pod that is no container", "/kubepods/pod" + U + "/init", U, "", INSIDE),
                row("far below a container", "/kubepods/pod" + U + "/" + H + "/a/b/c", U, H, INSIDE),
                row(
                        "the deepest pod wins",
                        "/kubepods/pod" + OTHER + "/" + OUTER + "/kubepods/burstable/pod" + U + "/" + H,
                        U,
                        H,
                        CONTAINER),
                row(
                        "a container's own child with 64 hex digits",
                        "/kubepods/pod" + U + "/" + H + "/" + OUTER,
                        U,
                        H,
                        INSIDE),
                nobody("kubepods itself", "/kubepods"),
                nobody("a level of service", "/kubepods.slice/kubepods-burstable.slice"),
                nobody("a pod outside of kubepods", "/machine/pod" + U + "/" + H),
                nobody("a UID one digit short", "/kubepods/pod" + U.substring(1) + "/" + H),
                nobody("a hash one digit long", "/kubepods/pod" + HASH + "0/" + H),
                nobody("a word that ends in pod", "/kubepods/tripod" + U + "/" + H),
                nobody("the root", "/"),
                nobody("nothing", ""));
    }

    @ParameterizedTest
    @MethodSource({"layouts", "edges"})
    void findsTheOwner(Row row) {
        assertThat(CgroupPath.parse(row.path)).isEqualTo(row.owner);
    }

    private static Row container(String name, String path) {
        return row(name, path, U, H, CONTAINER);
    }

    private static Row row(String name, String path, String uid, String container, CgroupPath.Level level) {
        return new Row(name, path, Optional.of(new CgroupPath(uid, container, level)));
    }

    private static Row nobody(String name, String path) {
        return new Row(name, path, Optional.empty());
    }
}
