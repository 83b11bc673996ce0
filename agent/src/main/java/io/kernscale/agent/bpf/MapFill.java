// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;

/** How full a map is: {@code used} of {@code capacity} entries, and the kernel memory it takes. */
public record MapFill(Feature feature, String map, long used, long capacity, long memoryBytes) {}
