// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.journal.Entry;
import io.kernscale.controller.journal.InputsJson;
import io.kernscale.controller.journal.Journal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why a KernelAutoscaler decided as it did. */
@RestController
@RequestMapping("/api/v1/autoscalers")
public class DecisionController {

    private final Journal journal;
    private final InputsJson json = new InputsJson();

    public DecisionController(Journal journal) {
        this.journal = journal;
    }

    /**
     * The latest decisions that differ from the one before, and one a minute; newest first.
     *
     * @param inputs whether to tell all that each depended on
     */
    @Operation(summary = "The latest decisions of a KernelAutoscaler, newest first")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(
            responseCode = "404",
            description = "It has not decided since this controller started, or does not exist")
    @GetMapping("/{namespace}/{name}/decisions")
    public List<JournalEntryJson> decisions(
            @PathVariable("namespace") String namespace,
            @PathVariable("name") String name,
            @RequestParam(name = "inputs", defaultValue = "false") boolean inputs) {
        List<Entry> entries = journal.of(namespace, name);
        if (entries.isEmpty()) {
            ErrorResponseException error = new ErrorResponseException(HttpStatus.NOT_FOUND);
            error.setDetail(
                    "KernelAutoscaler " + namespace + "/" + name
                            + " has not decided since this controller started, or does not exist; GET /api/v1/workloads lists those that do.");
            throw error;
        }
        return entries.stream()
                .map(entry -> JournalEntryJson.of(entry, inputs ? json : null))
                .toList();
    }
}
