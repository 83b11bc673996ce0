// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that many answers have in common; each answer puts its own short ending behind them. Compression runs once:
 * the shared part ends on a byte boundary (a sync flush), and an ending follows it as a stored block, so that every
 * answer is one plain gzip member. Source: RFC 1951 3.2.4, RFC 1952 2.3. Thread-safe.
 */
final class SharedBody {

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};
    private static final int STORED_BLOCK_LIMIT = 0xffff;

    private final byte[] plain;
    private byte @Nullable [] compressed;

    SharedBody(byte[] plain) {
        this.plain = plain;
    }

    /** The answer as it is, in parts to be sent one after the other. */
    List<byte[]> plain(byte[] ending) {
        return List.of(plain, ending);
    }

    /** The same answer as gzip; an ending has at most 65,535 bytes. */
    List<byte[]> gzip(byte[] ending) {
        if (ending.length > STORED_BLOCK_LIMIT) {
            throw new IllegalArgumentException("ending must have at most 65535 bytes, had: " + ending.length);
        }
        return List.of(compressed(), trailer(ending));
    }

    private synchronized byte[] compressed() {
        if (compressed == null) {
            compressed = deflate(plain);
        }
        return compressed;
    }

    private static byte[] deflate(byte[] plain) {
        var out = new ByteArrayOutputStream(Math.max(512, plain.length / 6));
        out.writeBytes(GZIP_HEADER);
        try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(plain);
            byte[] chunk = new byte[8 << 10];
            int length;
            do {
                length = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                out.write(chunk, 0, length);
            } while (length == chunk.length);
        }
        return out.toByteArray();
    }

    /** The final stored block, then checksum and length of the whole. */
    private byte[] trailer(byte[] ending) {
        var crc = new CRC32();
        crc.update(plain);
        crc.update(ending);
        return ByteBuffer.allocate(1 + 2 + 2 + ending.length + 4 + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putShort((short) ending.length)
                .putShort((short) ~ending.length)
                .put(ending)
                .putInt((int) crc.getValue())
                .putInt(plain.length + ending.length)
                .array();
    }
}
