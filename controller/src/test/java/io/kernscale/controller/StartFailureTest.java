// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A controller that cannot start says why in one line. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    @TempDir
    Path directory;

    private void start(String setting) {
        String kubeconfig = "kernscale.kube.config=" + TestKube.kubeconfig(directory, URI.create("http://127.0.0.1:1"));
        Stream<String> settings = setting.startsWith("kernscale.kube.config=")
                ? Stream.of(setting)
                : Stream.of(kubeconfig, setting); // a setting that is given twice is a list
        new SpringApplicationBuilder(ControllerApplication.class)
                .run(Stream.concat(Stream.of("server.port=0", "kernscale.agents.fixed=n=http://127.0.0.1:1"), settings)
                        .map(one -> "--" + one)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernscale.agents.timeout=4s             | kernscale.agents.timeout must not be above kernscale.agents.poll-interval (PT2S), was: PT4S
            kernscale.decide.max-signal-age=soon    | kernscale.decide.max-signal-age must be a duration like 2s, was: soon
            kernscale.agents.max-report-size=large  | kernscale.agents.max-report-size must be a size like 8MB, was: large
            kernscale.journal.entries=many          | kernscale.journal.entries must be a number, was: many
            kernscale.hpa.tolerance=-1              | kernscale.hpa.tolerance must be
            kernscale.kube.config=/no/where         | kernscale.kube.config must be a readable kubeconfig file, was: /no/where
            kernscale.agents.security.mode=tls      | kernscale.agents.security.mode must be of type Mode, was: tls
            """)
    void aSettingThatCannotBeUsedIsOneLine(String setting, String sentence, CapturedOutput output) {
        assertThatThrownBy(() -> start(setting)).isInstanceOf(RuntimeException.class);

        assertThat(output.getAll()
                        .lines()
                        .filter(line -> !line.contains(" ObjectInformer: "))) // the API server is none
                .singleElement()
                .asString()
                .contains("OneLineReporter: the controller does not start: " + sentence)
                .endsWith("; correct it, or leave it out for its default");
    }
}
