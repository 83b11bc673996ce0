// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import java.util.List;

/** Stub. */
public record Classification(Assessment assessment, List<Dependency> dependencies, Habits habits) {}
