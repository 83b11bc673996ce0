// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one of each of equal values, such as the labels of a workload's pods. Bounded: when it is full it begins anew,
 * which costs memory and nothing else. Thread-safe.
 */
final class Shared<T> {

    private static final int MOST = 50_000;

    private final Map<T, T> known = new ConcurrentHashMap<>();

    /** The value that is kept of all that are equal to this one. */
    T of(T value) {
        if (known.size() > MOST) {
            known.clear();
        }
        T first = known.putIfAbsent(value, value);
        return first == null ? value : first;
    }
}
