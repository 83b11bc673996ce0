// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.simulator.evidence.Suite.Extent;
import io.kernscale.testkit.demo.DemoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void allIsComparedAndWrittenDownUnlessSaidOtherwise() {
        Options options = Options.parse();
        assertThat(options.extent()).isEqualTo(Extent.ALL);
        assertThat(options.out()).contains(Path.of("docs", "evidence"));
        assertThat(options.json()).isEmpty();
        assertThat(options.seed()).isEqualTo(1);
    }

    @Test
    void aQuickRunLeavesTheEvidenceAlone() {
        Options options = Options.parse("--quick", "--seed", "7", "--json", "f.json");
        assertThat(options.extent()).isEqualTo(Extent.QUICK);
        assertThat(options.out()).isEmpty();
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.json()).contains(Path.of("f.json"));
    }

    @Test
    void oneFaultAloneIsNoEvidence() {
        assertThat(Options.parse("--explain", "lock").out()).isEmpty();
        assertThat(Options.parse("--explain", "lock").explained()).contains("lock");
    }

    @Test
    void aFolderThatIsNamedIsWrittenInAnyCase() {
        assertThat(Options.parse("--out", "here", "--quick").out()).contains(Path.of("here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed -1", "--seed", "--json", "--out", "--what x", "--explain", "--seed many"})
    void whatCannotBeMeantIsRefused(String words) {
        assertThatThrownBy(() -> Options.parse(words.split(" "))).isInstanceOf(DemoException.class);
    }
}
