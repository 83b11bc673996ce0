// SPDX-License-Identifier: Apache-2.0
/** Real programs in real cgroups, labelled by the agent and the controller as they are shipped. Asks as users do: by REST. */
@NullMarked
package io.kernscale.acceptance;

import org.jspecify.annotations.NullMarked;
