// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.AutoscalerId;
import java.time.Instant;

/** Nobody reads what is told. */
public final class Silence implements Reporter {
    @Override
    public void status(AutoscalerId autoscaler, AutoscalerStatus status) {}

    @Override
    public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant now) {}
}
