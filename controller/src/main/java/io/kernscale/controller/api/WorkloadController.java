// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.LoopView;
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
