// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails rather than hand out more than it was allowed to; for a watch the allowance is per event. */
public final class BoundedInputStream extends FilterInputStream {
    private final long allowance;
    private long left;

    public BoundedInputStream(InputStream in, long allowanceBytes) {
        super(in);
        this.allowance = allowanceBytes;
        this.left = allowanceBytes;
    }

    /** Begins a new allowance. */
    public void renew() {
        left = allowance;
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
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("the API server's answer must be at most " + allowance + " bytes, was longer");
        }
    }
}
