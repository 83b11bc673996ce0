// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One write to the store.
 *
 * @param type     of the object
 * @param before   the object as it was, null when it was created
 * @param after    the object as it is, null when it was deleted
 * @param revision the store's, after the write
 */
public record Change(
        ResourceType type,
        @Nullable JsonObject before,
        @Nullable JsonObject after,
        long revision) {}
