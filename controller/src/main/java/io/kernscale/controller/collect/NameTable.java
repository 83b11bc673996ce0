// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names that people give to addresses outside of the cluster. The longest prefix wins; with equal prefixes an entry for
 * the port wins over one for all ports. Example: with {@code 10.9.0.0/16=warehouse}, {@code 10.9.0.7=old-host} and
 * {@code 10.9.0.7:5432=orders-db} port 5432 of 10.9.0.7 is orders-db, its port 80 is old-host, and 10.9.0.8 warehouse.
 * Unchangeable.
 */
public final class NameTable {

    /** No names. */
    public static final NameTable EMPTY = new NameTable(List.of());

    private static final int ANY_PORT = 0;
    private static final int MAX_PORT = 65_535;

    private final Map<Range, String> names = new HashMap<>();
    private final SortedSet<Integer> prefixBits = new TreeSet<>(Collections.reverseOrder());

    /** The addresses that share the first so many bits, at one port or at any. */
    private record Range(IpAddress prefix, int bits, int port) {}

    /**
     * Reads entries {@code address=name} and {@code address/bits=name}, each also for one port: {@code 10.9.0.7:5432=name},
     * {@code [fd00::/64]:5432=name}.
     *
     * @throws IllegalArgumentException for an entry of another form, or for a second name of one range
     */
    public NameTable(List<String> entries) {
        entries.forEach(this::add);
    }

    private void add(String entry) {
        int equals = entry.indexOf('=');
        String name = entry.substring(equals + 1).strip();
        Range range = equals < 0 || name.isEmpty()
                ? null
                : range(entry.substring(0, equals).strip());
        if (range == null) {
            throw new IllegalArgumentException("kernscale.map.names must hold entries like 10.9.0.0/16=warehouse, "
                    + "10.9.0.7:5432=orders-db or [fd00::7]:5432=orders-db, was: " + entry);
        }
        String other = names.putIfAbsent(range, name);
        if (other != null) {
            throw new IllegalArgumentException(
                    "kernscale.map.names must name a range once, was: " + entry + " beside " + other);
        }
        prefixBits.add(range.bits);
    }

    private static @Nullable Range range(String text) {
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            String port = text.substring(bracket + 1);
            return port.isEmpty() || port.startsWith(":")
                    ? range(
                            text.substring(1, bracket),
                            port.isEmpty() ? ANY_PORT : number(port.substring(1), 1, MAX_PORT))
                    : null;
        }
        int colon = text.indexOf(':');
        return colon < 0 || colon != text.lastIndexOf(':') // several: an IPv6 address
                ? range(text, ANY_PORT)
                : range(text.substring(0, colon), number(text.substring(colon + 1), 1, MAX_PORT));
    }

    private static @Nullable Range range(String text, int port) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null || port < 0) {
            return null;
        }
        int offset = address.isIpv4() ? IpAddress.IPV4_OFFSET_BITS : 0;
        int bits = slash < 0 ? IpAddress.BITS : number(text.substring(slash + 1), 0, IpAddress.BITS - offset) + offset;
        return bits < offset ? null : new Range(address.masked(bits), bits, port);
    }

    /** A whole number in these bounds; -1 for anything else. */
    private static int number(String text, int min, int max) {
        if (!text.matches("\\d{1,5}")) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number >= min && number <= max ? number : -1;
    }

    /** The name of a port at an address; null when it has none, or is none. */
    @Nullable
    String name(@Nullable IpAddress address, int port) {
        if (address == null) {
            return null;
        }
        for (int bits : prefixBits) {
            IpAddress prefix = address.masked(bits);
            String name = names.get(new Range(prefix, bits, port));
            if (name == null) {
                name = names.get(new Range(prefix, bits, ANY_PORT));
            }
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    /** The name of an address whose port says nothing: a caller's. */
    @Nullable
    String name(@Nullable IpAddress address) {
        return name(address, ANY_PORT);
    }
}
