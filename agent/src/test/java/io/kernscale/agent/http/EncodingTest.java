// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                    | GZIP
            GZIP                    | GZIP
            deflate, gzip, br       | GZIP
            br;q=1.0, gzip;q=0.5    | GZIP
            *                       | GZIP
            gzip;q=0                | PLAIN
            gzip; q=0.0             | PLAIN
            identity                | PLAIN
            x-gzip                  | PLAIN
            ,;,                     | PLAIN
            """)
    void gzipIsUsedWhereItIsAccepted(String header, Encoding encoding) {
        assertThat(Encoding.accepted(List.of(header))).isEqualTo(encoding);
    }

    @Test
    void withoutTheHeaderNothingIsPacked() {
        assertThat(Encoding.accepted(List.of())).isEqualTo(Encoding.PLAIN);
    }
}
