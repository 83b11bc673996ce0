// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints the chart's manifest for some values, for scripts on machines without Helm; runs in the module's directory.
 * Arguments: a directory to work in, the namespace, the Kubernetes version, and files with values, later ones over earlier
 * ones.
 */
final class RenderChart {

    private RenderChart() {}

    public static void main(String[] arguments) throws IOException {
        System.out.print(manifest(arguments));
    }

    static String manifest(String... arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException(
                    "RenderChart wants WORK NAMESPACE KUBE_VERSION [VALUES_FILE...], was given: "
                            + String.join(" ", arguments));
        }
        String[] values = new String[arguments.length - 2];
        values[0] = "kubeVersion: \"" + arguments[2] + "\"";
        for (int i = 3; i < arguments.length; i++) {
            values[i - 2] = Files.readString(Path.of(arguments[i]));
        }
        return HelmChart.with(Path.of(arguments[0]), values).manifest(arguments[1]);
    }
}
