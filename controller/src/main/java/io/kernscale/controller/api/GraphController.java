// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.LoopView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The service map: who asks whom, and what each is short of. */
@RestController
@RequestMapping("/api/v1/graph")
public class GraphController {

    private final Supplier<LoopView> view;
    private final PastViews past;

    public GraphController(Supplier<LoopView> view, PastViews past) {
        this.view = view;
        this.past = past;
    }

    /**
     * The map of the last round, or of an earlier one.
     *
     * @param at ISO 8601 instant within the last hour: the last view kept at or before it; null: now
     */
    @Operation(summary = "The service map: workloads with their labels, edges with their rates")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(responseCode = "404", description = "The moment of at is older than what is kept")
    @GetMapping
    public GraphJson graph(@RequestParam(name = "at", required = false) @Nullable Instant at) {
        return at == null ? GraphJson.of(view.get()) : past.at(at).graph();
    }
}
