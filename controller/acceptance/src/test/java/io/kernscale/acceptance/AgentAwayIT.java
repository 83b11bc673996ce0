// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.acceptance.World.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone on the cluster: it takes the agent away. */
@Isolated
@ExtendWith(RealPrograms.class)
class AgentAwayIT {

    @Test
    @Needs({"redis-server", "wrk"})
    void nothingIsKnownWhileTheAgentIsAwayAndAllIsKnownAgainAfterwards(World world) {
        world.mayScale("redis");
        Place redis = world.run(Servers.redis("redis").limitedTo("50m").alone());
        Place shop = world.run(Servers.shop("shop", "redis", redis, 4));
        world.run(Clients.wrk("wrk", shop, "/", 4));
        world.sees(seen -> seen.culprit("shop", "CpuBound", "redis"));

        Programs.run("kill", "-s", "STOP", world.cluster().agent().pid() + "");
        try {
            world.settles(seen -> {
                seen.label("redis").isEqualTo("Unknown");
                seen.label("shop").isEqualTo("Unknown");
                assertThat(seen.culprits("shop")).isEmpty();
            });
        } finally {
            Programs.run("kill", "-s", "CONT", world.cluster().agent().pid() + "");
        }

        world.settles(seen -> {
            seen.label("redis").isEqualTo("CpuBound");
            seen.culprit("shop", "CpuBound", "redis");
            assertThat(seen.edge("shop", "redis").open()).isEqualTo(4);
        });
    }
}
