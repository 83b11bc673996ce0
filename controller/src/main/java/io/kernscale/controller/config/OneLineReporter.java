// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line of the log why the controller does not start, where that is understood. */
public final class OneLineReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(OneLineReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        String text = analysis.getDescription() + (analysis.getAction() == null ? "" : "; " + analysis.getAction());
        log.error("the controller does not start: {}", text.strip().replaceAll("\\s+", " "));
    }
}
