// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.ReportException;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.metrics.LoopMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HeraldTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Herald herald = new Herald(
            new Refused(),
            () -> true,
            new LoopMetrics(),
            new Binder(new MapConfigurationPropertySource(Map.of()))
                    .bindOrCreate("kernscale.loop", LoopProperties.class),
            new Memories(),
            new Background(threads, e -> {}));

    @AfterEach
    void close() {
        threads.close();
    }

    private void tellOf(String name, Instant now) {
        var autoscaler = new Autoscaler.Invalid(new AutoscalerId("shop", name, "uid", 1), null, "test");
        herald.event(autoscaler, Memory.fresh(autoscaler), Reporter.Severity.NORMAL, "Test", "test", now);
    }

    @Test
    void whatConcernsAllIsSaidOnceAMinute(CapturedOutput output) {
        for (int i = 0; i < 600; i++) {
            tellOf("a" + i, START.plusMillis(100L * i));
        }
        assertThat(output.getAll().lines())
                .singleElement()
                .asString()
                .contains("shop/a0: cannot write its event: 403 forbidden; others of this minute are only counted");

        tellOf("b", START.plusSeconds(60));
        assertThat(output.getAll().lines()).hasSize(2).last().asString().contains("shop/b: cannot write its event");
    }

    private static final class Refused implements Reporter {

        @Override
        public void status(AutoscalerId autoscaler, AutoscalerStatus status) throws ReportException {
            throw new ReportException("403 forbidden");
        }

        @Override
        public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant at)
                throws ReportException {
            throw new ReportException("403 forbidden");
        }
    }
}
