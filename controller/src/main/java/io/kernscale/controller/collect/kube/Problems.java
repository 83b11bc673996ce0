// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with an object, collected, so that its author need not correct it one apply at a time. */
final class Problems {

    private static final int MOST = 5;

    private final List<String> sentences = new ArrayList<>();

    /** Adds {@code path must be rule, is value}. */
    void add(String path, String rule, Object value) {
        add(path + " must be " + rule + ", is " + value);
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    void missing(String path) {
        add(path + " is missing");
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** The first few, and how many more there are. */
    @Override
    public String toString() {
        String first = String.join("; ", sentences.subList(0, Math.min(MOST, sentences.size())));
        return sentences.size() > MOST ? first + "; and " + (sentences.size() - MOST) + " more" : first;
    }
}
