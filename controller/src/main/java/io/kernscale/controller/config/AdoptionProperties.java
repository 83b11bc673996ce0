// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Adopting HorizontalPodAutoscalers over REST.
 *
 * @param enabled whether KernelAutoscalers are written on request
 */
@ConfigurationProperties("kernscale.adoption")
public record AdoptionProperties(@DefaultValue("false") boolean enabled) {}
