// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.CgroupEvent;
import io.kernscale.agent.bpf.CgroupEvent.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTreeTest {
    @TempDir
    Path root;

    private final List<String> born = new ArrayList<>();
    private HostFixture host;
    private CgroupTree tree;

    @BeforeEach
    void setUp() {
        host = HostFixture.pure(root);
        tree = tree(100);
    }

    private CgroupTree tree(int capacity) {
        return new CgroupTree(host.mounts().unified(), capacity, cgroup -> born.add(cgroup.path()));
    }

    @Test
    void walksDirectoriesAndLeavesFilesOut() {
        long inode = host.mkdir("/kubepods.slice/a");
        host.mkdir("/cpu.heavy"); // looks like a file of the cpu controller
        host.file("/kubepods.slice/a", "cpu.stat", "usage_usec 1\n");
        host.file("/", "memory.stat", "");

        tree.walk();

        assertThat(born).containsExactlyInAnyOrder("/", "/cpu.heavy", "/kubepods.slice", "/kubepods.slice/a");
        assertThat(tree.get(inode)).extracting(Cgroup::path).isEqualTo("/kubepods.slice/a");
    }

    @Test
    void knowsACgroupOnceWhetherByEventOrByWalk() {
        long inode = host.mkdir("/a");
        tree.apply(List.of(new CgroupEvent(Kind.CREATED, inode, "/a")));
        tree.walk();
        tree.apply(List.of(new CgroupEvent(Kind.CREATED, inode, "/a")));

        assertThat(born).containsExactlyInAnyOrder("/a", "/");
    }

    @Test
    void endsWhatAWalkDoesNotFind() {
        long inode = host.mkdir("/a");
        tree.walk();
        host.rmdir("/a");
        tree.walk();

        Cgroup gone = tree.get(inode);
        assertThat(gone).isNotNull();
        assertThat(gone.ended()).isTrue();
        assertThat(tree.takeEnded(10, 5)).as("first known to be gone now").isEmpty();
        assertThat(tree.takeEnded(15, 5)).extracting(CgroupTree.Ended::cgroup).containsExactly(gone);
        assertThat(tree.get(inode)).isNull();
    }

    @Test
    void doesNotEndEverythingWhenTheRootCannotBeRead() {
        long inode = host.mkdir("/a");
        tree.walk();
        host.rmdir("/");
        tree.walk();

        assertThat(tree.get(inode)).extracting(Cgroup::ended).isEqualTo(false);
    }

    @Test
    void tellsThatEventsWereLost() {
        assertThat(tree.apply(List.of(new CgroupEvent(Kind.LOST, 0, "")))).isTrue();
        assertThat(tree.apply(List.of(new CgroupEvent(Kind.REMOVED, 5, "/never-seen"))))
                .isFalse();
    }

    @Test
    void doesNotTrustAPathThatMayHaveBeenCut() {
        assertThat(tree.apply(List.of(new CgroupEvent(Kind.CREATED, 5, "/" + "x".repeat(494)))))
                .isTrue();
        assertThat(tree.get(5)).isNull();
    }

    @Test
    void countsWhatItHasNoRoomFor() {
        CgroupTree small = tree(2);
        for (int id = 1; id <= 5; id++) {
            small.apply(List.of(new CgroupEvent(Kind.CREATED, id, "/" + id)));
        }

        assertThat(small.all()).hasSize(2);
        assertThat(small.untracked()).isEqualTo(3);
        assertThat(small.full()).isTrue();
    }

    @Test
    void forgetsTenThousandCgroupsThatCameAndWent() {
        CgroupTree large = tree(CgroupTree.MAX_CGROUPS);
        for (int round = 1; round <= 5; round++) {
            List<CgroupEvent> events = new ArrayList<>();
            for (long id = round * 10_000L; id < (round + 1) * 10_000L; id++) {
                events.add(new CgroupEvent(Kind.CREATED, id, "/kubepods/x/" + id));
                events.add(new CgroupEvent(Kind.REMOVED, id, "/kubepods/x/" + id));
            }
            large.apply(events);
            large.takeEnded(round * 10L, 5);
            assertThat(large.all()).hasSize(10_000);
        }
        assertThat(large.takeEnded(1_000, 5)).hasSize(10_000);
        assertThat(large.all()).isEmpty();
        assertThat(large.untracked()).isZero();
    }
}
