// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what has been said, so that the log says it once in a while and not every two seconds. Thread-safe. */
final class Remarks {

    private static final int MAX_REMEMBERED = 4_096;

    private final Duration silence;
    private final Map<String, Instant> saidAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Remarks(Duration silence) {
        this.silence = silence;
    }

    /** Whether to say it now. */
    synchronized boolean isNew(String remark, Instant now) {
        Instant said = saidAt.get(remark);
        if (said != null && said.plus(silence).isAfter(now)) {
            return false;
        }
        saidAt.put(remark, now);
        return true;
    }
}
