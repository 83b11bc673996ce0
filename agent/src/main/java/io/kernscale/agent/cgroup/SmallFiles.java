// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's small text files over and over through one buffer. A file stays open between readings, which
 * halves the cost; beyond {@link #keptOpen} files each reading opens and closes. Used by one thread.
 */
final class SmallFiles {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final int keptOpen;
    private int open;

    SmallFiles(int keptOpen) {
        this.keptOpen = keptOpen;
    }

    /** A file that may not exist, or cease to. */
    SmallFile file(Path path) {
        return new SmallFile(path);
    }

    /** The file's text as it is now; null when it is not there, or its cgroup is gone. */
    @Nullable
    String readOnce(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            return text(channel);
        } catch (IOException gone) {
            return null;
        }
    }

    private String text(FileChannel channel) throws IOException {
        buffer.clear();
        int length = Math.max(0, channel.read(buffer, 0)); // the kernel writes the text anew for offset 0
        buffer.flip().get(bytes, 0, length);
        return new String(bytes, 0, length, ISO_8859_1);
    }

    /** One file, read again and again. */
    final class SmallFile implements AutoCloseable {
        private final Path path;
        private @Nullable FileChannel channel;
        private boolean missing;

        private SmallFile(Path path) {
            this.path = path;
        }

        /** The text as it is now, or null; a file found missing is not looked for again until {@link #retry}. */
        @Nullable
        String read() {
            if (missing) {
                return null;
            }
            try {
                if (channel == null && open >= keptOpen) {
                    return readOnce(path);
                }
                return text(opened());
            } catch (IOException gone) {
                close();
                missing = true;
                return null;
            }
        }

        void retry() {
            missing = false;
        }

        private FileChannel opened() throws IOException {
            FileChannel current = channel;
            if (current == null) {
                current = FileChannel.open(path);
                channel = current;
                open++;
            }
            return current;
        }

        @Override
        public void close() {
            FileChannel current = channel;
            if (current == null) {
                return;
            }
            channel = null;
            open--;
            try {
                current.close();
            } catch (IOException ignored) {
                // nothing was written, so nothing can be lost
            }
        }
    }
}
