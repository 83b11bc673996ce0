// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.adopt.Adoption;
import io.kernscale.controller.adopt.Adoption.Scope;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Step;
import io.kernscale.controller.config.AdoptionProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Adopting HorizontalPodAutoscalers. Taking over and undoing want a person: {@code ./kernscale adopt}. */
@RestController
@RequestMapping("/api/v1")
public class AdoptionController {

    private final Adoption adoption;
    private final AdoptionProperties properties;

    public AdoptionController(Adoption adoption, AdoptionProperties properties) {
        this.adoption = adoption;
        this.properties = properties;
    }

    /** Which HorizontalPodAutoscalers: of a namespace, else of all; of these names, else all. */
    public record AdoptionRequest(
            @Nullable String namespace, @Nullable List<String> names) {

        Scope scope() {
            return new Scope(namespace, names == null ? List.of() : names);
        }
    }

    /** What an adoption would write. */
    @Operation(summary = "Which HorizontalPodAutoscalers would be adopted, and how")
    @GetMapping("/adoption")
    public List<Step> plan(@RequestParam(name = "namespace", required = false) @Nullable String namespace) {
        return adoption.plan(new Scope(namespace, List.of()));
    }

    /** Writes KernelAutoscalers in DryRun, where the setting allows it. */
    @Operation(summary = "Write KernelAutoscalers in DryRun beside HorizontalPodAutoscalers")
    @ApiResponse(responseCode = "200", description = "As asked")
    @ApiResponse(responseCode = "403", description = "Writing is switched off")
    @PostMapping("/adoption")
    public List<Step> adopt(@RequestBody AdoptionRequest request) {
        if (!properties.enabled()) {
            ErrorResponseException error = new ErrorResponseException(HttpStatus.FORBIDDEN);
            error.setDetail(
                    "Writing KernelAutoscalers is switched off: set kernscale.adoption.enabled=true and give the"
                            + " controller's account the right to create them, or run ./kernscale adopt with your own.");
            throw error;
        }
        return adoption.adopt(request.scope());
    }

    /** Both kinds side by side. */
    @Operation(summary = "KernelAutoscalers and HorizontalPodAutoscalers side by side")
    @GetMapping("/comparison")
    public List<Comparison> compare(@RequestParam(name = "namespace", required = false) @Nullable String namespace) {
        return adoption.compare(new Scope(namespace, List.of()));
    }
}
