// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.loop.LoopView;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Workloads: what they are short of, and what is done about it. */
@RestController
@RequestMapping("/api/v1/workloads")
public class WorkloadController {

    private final Supplier<LoopView> view;

    public WorkloadController(Supplier<LoopView> view) {
        this.view = view;
    }

    /** All workloads that an autoscaler names. */
    @GetMapping
    public List<WorkloadJson> all() {
        return view.get().workloads().stream().map(WorkloadJson::of).toList();
    }

    /** One of them. */
    @GetMapping("/{namespace}/{kind}/{name}")
    public WorkloadJson one(
            @PathVariable("namespace") String namespace,
            @PathVariable("kind") String kind,
            @PathVariable("name") String name) {
        return all().stream()
                .filter(workload -> workload.namespace().equals(namespace)
                        && kind.equalsIgnoreCase(workload.kind())
                        && name.equals(workload.name()))
                .findFirst()
                .orElseThrow(() -> notFound(namespace, kind, name));
    }

    private static ErrorResponseException notFound(String namespace, String kind, String name) {
        ErrorResponseException error = new ErrorResponseException(HttpStatus.NOT_FOUND);
        error.setDetail("No KernelAutoscaler in namespace " + namespace + " names " + kind + "/" + name
                + "; GET /api/v1/workloads lists those that are named.");
        return error;
    }
}
