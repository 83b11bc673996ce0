// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.LoopView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Workloads: what they are short of, and what is done about it. */
@RestController
@RequestMapping("/api/v1/workloads")
public class WorkloadController {

    private final Supplier<LoopView> view;
    private final PastViews past;

    public WorkloadController(Supplier<LoopView> view, PastViews past) {
        this.view = view;
        this.past = past;
    }

    /**
     * All workloads that an autoscaler names.
     *
     * @param at ISO 8601 instant within the last hour: as they were then; null: now
     */
    @Operation(summary = "All workloads that a KernelAutoscaler names: label, evidence, culprits, decision")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(responseCode = "404", description = "The moment of at is older than what is kept")
    @GetMapping
    public List<WorkloadJson> all(@RequestParam(name = "at", required = false) @Nullable Instant at) {
        return told(at).stream()
                .filter(workload -> workload.autoscaler() != null)
                .toList();
    }

    /**
     * One workload, whether an autoscaler names it or not, with the walk to the end of its waits.
     *
     * @param at ISO 8601 instant within the last hour: as it was then; null: now
     */
    @Operation(summary = "One workload, named or not, with the walk to the end of its waits")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(responseCode = "404", description = "No KernelAutoscaler names it, and no agent sees it")
    @GetMapping("/{namespace}/{kind}/{name}")
    public WorkloadJson one(
            @PathVariable("namespace") String namespace,
            @PathVariable("kind") String kind,
            @PathVariable("name") String name,
            @RequestParam(name = "at", required = false) @Nullable Instant at) {
        return told(at).stream()
                .filter(workload -> workload.namespace().equals(namespace)
                        && kind.equalsIgnoreCase(workload.kind())
                        && name.equals(workload.name()))
                .findFirst()
                .orElseThrow(() -> notFound(namespace, kind, name));
    }

    private List<WorkloadJson> told(@Nullable Instant at) {
        return at == null ? WorkloadJson.all(view.get()) : past.at(at).workloads();
    }

    private static ErrorResponseException notFound(String namespace, String kind, String name) {
        ErrorResponseException error = new ErrorResponseException(HttpStatus.NOT_FOUND);
        error.setDetail("No KernelAutoscaler in namespace " + namespace + " names " + kind + "/" + name
                + ", and no agent sees it; GET /api/v1/workloads and /api/v1/graph list those that are known.");
        return error;
    }
}
