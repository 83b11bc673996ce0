// SPDX-License-Identifier: Apache-2.0
/** From cgroup ids to pods: attribution, names, what the cgroup's files say, and the report. Between the kernel's edge and HTTP. */
@NullMarked
package io.kernscale.agent.cgroup;

import org.jspecify.annotations.NullMarked;
