// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.AgentView;
import io.kernscale.controller.loop.LoopView;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Agents: which there are, and whether they answer. */
@RestController
@RequestMapping("/api/v1/agents")
public class AgentController {

    private final Supplier<LoopView> view;

    public AgentController(Supplier<LoopView> view) {
        this.view = view;
    }

    /**
     * One agent.
     *
     * @param ageSeconds of its latest rates, when the last round ended; null while there are none
     */
    public record AgentJson(
            String node,
            String url,
            String state,
            @Nullable String lastError,
            @Nullable Double ageSeconds,
            int pods) {

        static AgentJson of(AgentView agent, Instant finishedAt) {
            Instant observedAt = agent.observedAt();
            return new AgentJson(
                    agent.node(),
                    agent.url(),
                    agent.state(),
                    agent.lastError(),
                    observedAt == null
                            ? null
                            : Duration.between(observedAt, finishedAt).toMillis() / 1e3,
                    agent.pods());
        }
    }

    /** All agents. */
    @Operation(summary = "All agents: state, age, last error")
    @GetMapping
    public List<AgentJson> all() {
        LoopView current = view.get();
        return current.agents().stream()
                .map(agent -> AgentJson.of(agent, current.finishedAt()))
                .toList();
    }
}
