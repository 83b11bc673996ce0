// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.util.Map;

/** A C call that failed, with its errno. */
final class BpfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ENOSPC = 28;
    static final int ENOSYS = 38;

    /** The errors that loading and attaching BPF is known to end in. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM: not permitted"),
            Map.entry(ENOENT, "ENOENT: no such thing in this kernel"),
            Map.entry(3, "ESRCH: no such type in the kernel's BTF"),
            Map.entry(7, "E2BIG: too big"),
            Map.entry(12, "ENOMEM: out of memory"),
            Map.entry(13, "EACCES: refused by the verifier"),
            Map.entry(16, "EBUSY: busy"),
            Map.entry(19, "ENODEV: no such device"),
            Map.entry(22, "EINVAL: invalid"),
            Map.entry(ENOSPC, "ENOSPC: no space"),
            Map.entry(ENOSYS, "ENOSYS: no such system call"),
            Map.entry(95, "EOPNOTSUPP: not supported"),
            Map.entry(524, "ENOTSUPP: not supported by this kernel"));

    private final int errno;

    BpfException(String call, int errno) {
        super(call + ": " + NAMES.getOrDefault(errno, "errno " + errno));
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    /** For calls that return 0 or more, or -errno. */
    static int check(String call, int returned) {
        if (returned < 0) {
            throw new BpfException(call, -returned);
        }
        return returned;
    }
}
