// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lock on a directory, which one holder on this machine has at a time. The kernel drops it with the process, however that
 * ends, and it needs nothing but to read the directory. Source: flock(2).
 */
public final class DirectoryLock implements AutoCloseable {

    private static final int EWOULDBLOCK = 11;

    private final Libc libc;
    private final int fd;

    private DirectoryLock(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    /**
     * Takes the lock without waiting.
     *
     * @return empty while somebody else has it
     * @throws IOException when the directory cannot be opened or locked
     */
    public static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        Libc libc = new FfmLibc();
        int fd = libc.openDirectory(directory.toString());
        if (fd < 0) {
            throw new IOException(directory + " cannot be opened: errno " + -fd);
        }
        int failed = libc.lockAtOnce(fd);
        if (failed == 0) {
            return Optional.of(new DirectoryLock(libc, fd));
        }
        libc.close(fd);
        if (failed == -EWOULDBLOCK) {
            return Optional.empty();
        }
        throw new IOException(directory + " cannot be locked: errno " + -failed);
    }

    @Override
    public void close() {
        libc.close(fd);
    }
}
