// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import io.kernscale.controller.adopt.Adoption.Scope;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param action     what to do
 * @param scope      with which objects
 * @param kubeconfig null for the usual one
 * @param json       whether to print JSON
 */
record AdoptOptions(Action action, Scope scope, @Nullable Path kubeconfig, boolean json) {

    /** What to do. */
    enum Action {
        ADOPT,
        PLAN,
        TAKE_OVER,
        UNDO,
        COMPARE
    }

    /**
     * Reads {@code adopt ...} or {@code compare ...}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static AdoptOptions parse(String... args) {
        Deque<String> left = new ArrayDeque<>(List.of(args));
        Action action = left.pop().equals("compare") ? Action.COMPARE : Action.ADOPT;
        @Nullable String namespace = "default";
        @Nullable Path kubeconfig = null;
        boolean json = false;
        List<String> names = new ArrayList<>();
        while (!left.isEmpty()) {
            String arg = left.pop();
            switch (arg) {
                case "-A", "--all-namespaces" -> namespace = null;
                case "-n", "--namespace" -> namespace = value(arg, left);
                case "--kubeconfig" -> kubeconfig = Path.of(value(arg, left));
                case "--json" -> json = true;
                case "--dry-run" -> action = only(action, Action.PLAN, arg);
                case "--take-over" -> action = only(action, Action.TAKE_OVER, arg);
                case "--undo" -> action = only(action, Action.UNDO, arg);
                default -> names.add(name(arg));
            }
        }
        boolean dangerous = action == Action.TAKE_OVER || action == Action.UNDO;
        if (dangerous && names.isEmpty()) {
            throw new IllegalArgumentException("--take-over and --undo want the names of the objects, one or more");
        }
        return new AdoptOptions(action, new Scope(namespace, names), kubeconfig, json);
    }

    private static Action only(Action before, Action wanted, String arg) {
        if (before != Action.ADOPT) {
            throw new IllegalArgumentException(arg + " does not go with what stands before it");
        }
        return wanted;
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return left.pop();
    }

    private static String name(String arg) {
        if (arg.startsWith("-")) {
            throw new IllegalArgumentException("there is no option " + arg);
        }
        return arg;
    }
}
