// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The programs that a test deploys. Where one is missing the test is skipped with the reason, unless
 * {@code KERNSCALE_REQUIRE_KERNEL=1} says that this machine should have them; then it fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {
    String[] value();
}
