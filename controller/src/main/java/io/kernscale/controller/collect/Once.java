// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when somebody first asks for it; others who ask wait meanwhile. Thread-safe. */
final class Once<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T made;

    /** @param maker must neither ask for this value nor wait for another thread */
    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T value = made;
        return value == null ? make() : value;
    }

    private synchronized T make() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
