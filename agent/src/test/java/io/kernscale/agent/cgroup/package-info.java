// SPDX-License-Identifier: Apache-2.0
/** Tests of attribution, with a fake kernel and hierarchies in temporary directories. */
@NullMarked
package io.kernscale.agent.cgroup;

import org.jspecify.annotations.NullMarked;
