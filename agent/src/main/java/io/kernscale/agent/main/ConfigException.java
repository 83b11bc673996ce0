// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

/** A setting that cannot be used; the message is one sentence: what, rule, value, next step. */
final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConfigException(String message) {
        super(message);
    }
}
