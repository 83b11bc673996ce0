// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/** A stream that fails once more than so many bytes have been read. Stands behind decompression, so bombs end here. */
final class LimitedInputStream extends FilterInputStream {

    private long remainingBytes;

    /** More bytes than allowed. */
    static final class TooLargeException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    LimitedInputStream(InputStream in, long limitBytes) {
        super(in);
        this.remainingBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws TooLargeException {
        remainingBytes -= bytes;
        if (remainingBytes < 0) {
            throw new TooLargeException();
        }
    }
}
