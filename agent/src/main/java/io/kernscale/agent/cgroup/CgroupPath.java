// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a cgroup tells about its owner. Both cgroup drivers and every common runtime put the pod's UID into
 * one component, {@code pod<uid>} or {@code …-pod<uid>.slice}, somewhere below {@code kubepods}; the container's id of 64
 * hex digits follows in the next component, or in the same one behind a colon.
 *
 * <p>The deepest pod wins, because a node that is itself a container (kind, minikube) shows the outer one first.
 *
 * @param podUid      dashes where systemd writes underscores; 32 hex digits for a static pod
 * @param containerId 64 hex digits; empty for cgroups that belong to the pod as a whole
 * @param level       how deep the cgroup is
 */
public record CgroupPath(String podUid, String containerId, Level level) {

    /** How deep a cgroup is in its pod. */
    public enum Level {
        /** The pod's own cgroup. */
        POD,
        /** A container's own cgroup. */
        CONTAINER,
        /** Below a container, or beside the containers. */
        INSIDE
    }

    private static final String HEX4 = "[-_][0-9a-f]{4}";
    private static final Pattern POD = Pattern.compile(
            "(?:^|-)pod([0-9a-f]{8}" + HEX4 + HEX4 + HEX4 + "[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice)?(?=$|:)");
    private static final Pattern CONTAINER = Pattern.compile("(?:^|[-:])([0-9a-f]{64})(?:\\.scope)?$");

    public CgroupPath {
        requireNonNull(podUid, "podUid");
        requireNonNull(containerId, "containerId");
        requireNonNull(level, "level");
    }

    /**
     * The owner of the cgroup; empty when it is no pod's. A line of {@code /proc/<pid>/cgroup} is understood as well.
     * CRI-O's {@code conmon} is the runtime's process, not the pod's.
     */
    public static Optional<CgroupPath> parse(String path) {
        if (!path.contains("kubepods")) {
            return Optional.empty(); // most cgroups of a node: no need to take them apart
        }
        String[] components = path.split("/", -1);
        for (int i = components.length - 1; i >= 0; i--) {
            Matcher pod = POD.matcher(components[i]);
            if (pod.find() && isBelowKubepods(components, i)) {
                return owner(pod, components, i);
            }
        }
        return Optional.empty();
    }

    private static boolean isBelowKubepods(String[] components, int podIndex) {
        for (int i = 0; i <= podIndex; i++) {
            if (components[i].contains("kubepods")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<CgroupPath> owner(Matcher pod, String[] components, int podIndex) {
        String uid = pod.group(1).replace('_', '-');
        String sameComponent = components[podIndex].substring(pod.end());
        int last = components.length - 1;
        if (sameComponent.isEmpty() && podIndex == last) {
            return Optional.of(new CgroupPath(uid, "", Level.POD));
        }
        for (int i = podIndex; i <= last; i++) {
            String component = i == podIndex ? sameComponent : components[i];
            if (component.contains("conmon")) {
                return Optional.empty();
            }
            Matcher container = CONTAINER.matcher(component);
            if (container.find()) {
                return Optional.of(new CgroupPath(uid, container.group(1), i == last ? Level.CONTAINER : Level.INSIDE));
            }
        }
        return Optional.of(new CgroupPath(uid, "", Level.INSIDE));
    }
}
