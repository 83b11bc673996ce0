// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import io.kernscale.controller.adopt.Adoption;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Comparison.Difference;
import io.kernscale.controller.adopt.Step;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.config.KubeProperties;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./kernscale adopt} and {@code ./kernscale compare}. Exit status: 0 all well, 1 something failed, 2 wrong use. */
public final class AdoptCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Adoption adoption;
    private final PrintStream out;

    AdoptCommand(Adoption adoption, PrintStream out) {
        this.adoption = adoption;
        this.out = out;
    }

    /** Does what the arguments say; returns the exit status. */
    public static int run(String[] args, PrintStream out, PrintStream err, Supplier<Instant> now) {
        try {
            AdoptOptions options = AdoptOptions.parse(args);
            KubeHttp http = new KubeHttp(new KubeClients(new KubeProperties(config(options.kubeconfig()), TIMEOUT)));
            return new AdoptCommand(new KubeAdoption(http, Patience.USUAL, now), out).run(options);
        } catch (IllegalArgumentException e) {
            err.println("kernscale: " + e.getMessage());
            return 2;
        } catch (AdoptionException e) {
            err.println("kernscale: " + e.getMessage());
            return 1;
        }
    }

    /** As kubectl: the option, the variable, {@code ~/.kube/config}. */
    private static @Nullable Path config(@Nullable Path option) {
        String variable = System.getenv("KUBECONFIG");
        return option == null && variable != null && !variable.isEmpty() ? Path.of(variable) : option;
    }

    int run(AdoptOptions options) {
        if (options.action() == AdoptOptions.Action.COMPARE) {
            show(adoption.compare(options.scope()), options.json());
            return 0;
        }
        List<Step> steps = switch (options.action()) {
            case PLAN -> adoption.plan(options.scope());
            case TAKE_OVER -> adoption.takeOver(options.scope());
            case UNDO -> adoption.undo(options.scope());
            default -> adoption.adopt(options.scope());
        };
        showSteps(steps, options);
        return steps.stream().anyMatch(step -> step.outcome() == Step.Outcome.FAILED) ? 1 : 0;
    }

    private void showSteps(List<Step> steps, AdoptOptions options) {
        if (options.json()) {
            out.println(JsonMapper.shared().writeValueAsString(steps));
        } else if (steps.isEmpty()) {
            out.println("There is nothing of that kind" + in(options) + ".");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAMESPACE", "NAME", "OUTCOME", "MESSAGE"));
            steps.forEach(step -> rows.add(
                    List.of(step.namespace(), step.name(), step.outcome().name(), step.message())));
            table(rows);
        }
    }

    private static String in(AdoptOptions options) {
        return options.scope().namespace() == null
                ? " in the cluster"
                : " in namespace " + options.scope().namespace() + "; -A looks in all";
    }

    private void show(List<Comparison> comparisons, boolean json) {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(comparisons));
            return;
        }
        if (comparisons.isEmpty()) {
            out.println(
                    "There are no KernelAutoscalers; ./kernscale adopt writes some beside your HorizontalPodAutoscalers.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "NAMESPACE",
                "REFERENCE",
                "MODE",
                "REPLICAS",
                "HPA",
                "KERNSCALE",
                "LABEL",
                "REASON",
                "KERNSCALE WOULD HAVE"));
        comparisons.forEach(one -> rows.add(row(one)));
        table(rows);
    }

    private static List<String> row(Comparison one) {
        return List.of(
                one.namespace(),
                one.reference(),
                one.mode(),
                text(one.replicas()),
                text(one.hpaDesired()),
                text(one.kernscaleDesired()),
                text(one.label()),
                text(one.reason()),
                differed(one.differed()));
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "-");
    }

    private static String differed(Difference difference) {
        if (difference.decisions() == 0) {
            return "nothing is known yet";
        }
        String span = " in " + difference.span().toMinutes() + " min";
        if (difference.differing() == 0) {
            return "done the same" + span;
        }
        return String.format(
                Locale.ROOT,
                "added %.1f and saved %.1f replica-minutes%s",
                difference.moreReplicaMinutes(),
                difference.lessReplicaMinutes(),
                span);
    }

    private void table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(i == columns - 1 ? row.get(i) : String.format("%-" + widths[i] + "s  ", row.get(i)));
            }
            out.println(line);
        }
    }
}
