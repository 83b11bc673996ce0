// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Each case of {@code ci/} as the text that Helm sends, kept in {@code target/rendered} for {@code .ci/current-api-test},
 * which has the types of a current API server and no Helm.
 */
class RenderedCasesTest {

    private static final Path RENDERED = Path.of("target/rendered");

    @TempDir
    Path work;

    static Stream<String> cases() {
        return HelmChart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noFieldIsThereTwice(String name) throws IOException {
        String text = HelmChart.ofCase(work, name).render("kernscale-system");
        Files.createDirectories(RENDERED);
        Files.writeString(RENDERED.resolve(name), text);

        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        assertThat(new Yaml(new SafeConstructor(strict)).loadAll(text)).hasSizeGreaterThanOrEqualTo(10);
    }
}
