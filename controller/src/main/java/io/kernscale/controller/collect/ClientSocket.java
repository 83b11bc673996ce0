// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * The client's end of a sampled connection: both ends name the connection by it.
 *
 * @param address the client's; null where an agent wrote something that is none, which is like no other connection
 * @param port    the client's
 */
public record ClientSocket(@Nullable IpAddress address, int port) {

    private static final ClientSocket UNREADABLE = new ClientSocket(null, 0);
    private static final int MAX_PORT = 65_535;

    /** The socket {@code 10.0.3.7:40312} or {@code [fd00::7]:40312}; one without an address when it is neither. */
    static ClientSocket parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && text.startsWith("]", colon - 1);
        if (colon < 0 || (!bracketed && text.indexOf(':') != colon)) {
            return UNREADABLE;
        }
        IpAddress address = bracketed ? IpAddress.parse(text.substring(1, colon - 1)) : IpAddress.ipv4(text, 0, colon);
        int port = port(text, colon + 1);
        return address == null || port < 0 ? UNREADABLE : new ClientSocket(address, port);
    }

    /** The number that ends the text; -1 when it is no port. */
    private static int port(String text, int from) {
        int port = from < text.length() ? 0 : -1;
        for (int i = from; i < text.length() && port >= 0; i++) {
            char c = text.charAt(i);
            port = c >= '0' && c <= '9' ? port * 10 + (c - '0') : -1;
            port = port <= MAX_PORT ? port : -1;
        }
        return port;
    }
}
