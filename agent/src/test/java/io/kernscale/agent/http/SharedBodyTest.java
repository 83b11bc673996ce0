// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedBodyTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5", "1, 0", "1, 20", "8191, 3", "8192, 3", "8193, 3", "300000, 65535"})
    void everyEndingMakesOneWholeGzipMember(int length, int endingLength) throws IOException {
        byte[] ending = text(endingLength);
        var body = new SharedBody(text(length));
        assertThat(unpack(body.gzip(ending))).isEqualTo(join(body.plain(ending)));
    }

    @Test
    void whatCannotBePackedSurvives() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assertThat(unpack(new SharedBody(noise).gzip(new byte[0]))).isEqualTo(noise);
    }

    @Test
    void packsOnceForAllAnswers() {
        var body = new SharedBody(text(1_000));
        assertThat(body.gzip(text(1)).getFirst()).isSameAs(body.gzip(text(2)).getFirst());
    }

    @Test
    void refusesAnEndingThatFitsNoStoredBlock() {
        assertThatThrownBy(() -> new SharedBody(text(1)).gzip(text(65_536)))
                .hasMessage("ending must have at most 65535 bytes, had: 65536");
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + i * 31 % 23);
        }
        return text;
    }

    private static byte[] unpack(List<byte[]> parts) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(join(parts)))) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
