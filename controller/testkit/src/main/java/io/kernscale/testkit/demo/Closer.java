// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, in reverse; at Ctrl-C too. Thread-safe, and closing twice does nothing more. */
final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean isClosed;

    Closer() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("closer").unstarted(this::close));
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        if (isClosed) {
            close(resource);
            throw new DemoException("interrupted while starting");
        }
        opened.push(resource);
        return resource;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.getLogger(Closer.class.getName())
                    .log(Level.WARNING, "while closing; the watchdog removes what is left", e);
        }
    }
}
