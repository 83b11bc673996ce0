// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * One walk over the directories of a hierarchy. The link count of a directory is 2 plus its sub-directories, so a leaf
 * costs one stat and no listing: of the forty files in each cgroup none is looked at. What vanishes meanwhile is no
 * error; it is left out.
 */
final class TreeWalk {
    private static final Pattern CONTROL_FILE =
            Pattern.compile("(cgroup|cpu|cpuset|cpuacct|memory|io|pids|hugetlb|rdma|misc|irq|dmem)\\..*(?<!\\.slice"
                    + "|\\.scope|\\.service)");

    private record Directory(Path path, String name, long inode, int links) {}

    private final Deque<Directory> pending = new ArrayDeque<>();

    private TreeWalk() {}

    /** Tells every cgroup's id and path, parents before children; false when not even the root can be read. */
    static boolean walk(Path root, BiConsumer<Long, String> visitor) {
        var walk = new TreeWalk();
        Optional<Directory> start = walk.directory(root, "/");
        start.ifPresent(walk.pending::add);
        while (!walk.pending.isEmpty()) {
            Directory next = walk.pending.remove();
            visitor.accept(next.inode, next.name);
            walk.descend(next);
        }
        return start.isPresent();
    }

    private void descend(Directory parent) {
        if (parent.links == 2) {
            return;
        }
        int expected = parent.links > 2 ? parent.links - 2 : Integer.MAX_VALUE; // some file systems say 1: unknown
        List<Path> unlikely = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent.path)) {
            for (Path entry : entries) {
                if (CONTROL_FILE.matcher(entry.getFileName().toString()).matches()) {
                    unlikely.add(entry);
                } else if (visit(parent, entry) && --expected == 0) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException vanished) {
            return;
        }
        for (Path entry : unlikely) { // a cgroup may be called cpu.heavy
            if (visit(parent, entry) && --expected == 0) {
                return;
            }
        }
    }

    private boolean visit(Directory parent, Path entry) {
        String prefix = parent.name.equals("/") ? "/" : parent.name + "/";
        Optional<Directory> child = directory(entry, prefix + entry.getFileName());
        child.ifPresent(pending::add);
        return child.isPresent();
    }

    private Optional<Directory> directory(Path path, String name) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:ino,nlink,isDirectory", LinkOption.NOFOLLOW_LINKS);
            boolean isDirectory = Boolean.TRUE.equals(attributes.get("isDirectory"));
            return isDirectory
                            && attributes.get("ino") instanceof Long inode
                            && attributes.get("nlink") instanceof Integer links
                    ? Optional.of(new Directory(path, name, inode, links))
                    : Optional.empty();
        } catch (IOException vanished) {
            return Optional.empty();
        }
    }
}
