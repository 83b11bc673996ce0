// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.lang.foreign.MemorySegment;

/** What a C function that returns "a pointer, or NULL and errno" returned. */
record PointerResult(MemorySegment pointer, int errno) {

    MemorySegment orThrow(String call) {
        if (pointer.equals(MemorySegment.NULL)) {
            throw new BpfException(call, errno);
        }
        return pointer;
    }
}
