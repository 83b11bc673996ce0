// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.acceptance.World.Place;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that send their answers by other ways than {@code send}. */
@ExtendWith(RealPrograms.class)
class ServersIT {

    @Test
    @Needs("wrk")
    void anIoUringServerAtItsCpuLimitIsTheCulprit(World world) {
        requireIoUring();
        world.mayScale("server");
        Place server = world.run(Servers.uringServer(world, "server", 500).limitedTo("50m"));
        world.run(Clients.wrk("wrk", server, "/", 6));

        world.settles(seen -> {
            seen.label("server").isEqualTo("CpuBound");
            seen.label("wrk").isEqualTo("Waiting");
            seen.culprit("wrk", "CpuBound", "server");
            // 0.05 cores give 500 us of calculation about 95 times a second
            assertThat(seen.edge("wrk", "server").requestsPerSecond()).isBetween(50.0, 110.0);
        });
    }

    private static void requireIoUring() {
        try {
            Programs.run("sh", "-c", "chmod +x \"$0\" && \"$0\" --probe", Programs.resource("uring"));
        } catch (IllegalStateException e) {
            if ("1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
                throw e;
            }
            Assumptions.abort("io_uring may not be used here: " + e.getMessage());
        }
    }

    @Test
    @Needs({"nginx", "wrk"})
    void aSendfileServerAtItsCpuLimitIsTheCulprit(World world) {
        world.mayScale("nginx");
        Place nginx =
                world.run(Servers.nginxOfFile(world, "nginx", "large", 300_000).limitedTo("20m"));
        world.run(Clients.wrk("wrk", nginx, "/files/large", 6));

        world.settles(seen -> {
            seen.label("nginx").isEqualTo("CpuBound");
            seen.label("wrk").isEqualTo("Waiting");
            seen.culprit("wrk", "CpuBound", "nginx");
            assertThat(seen.edge("wrk", "nginx").outstanding()).isBetween(4.5, 6.1);
        });
    }
}
