// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.Users.Uses;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final Users users = new Users();

    private Uses uses(Object... namesAndAmounts) {
        Uses uses = new Uses();
        for (int i = 0; i < namesAndAmounts.length; i += 2) {
            users.add(uses, namesAndAmounts[i], (double) namesAndAmounts[i + 1]);
        }
        return uses;
    }

    @Test
    void addsUpAndNamesTheLargestFirst() {
        Uses here = uses("a", 0.5, "b", 1.0, "c", 0.9, "d", 0.1);
        Uses there = uses("a", 0.75, "e", 0.95); // a: 1.25

        assertThat(users.most(List.of(here, there), 3, "")).containsExactly("a", "b", "e");
    }

    @Test
    void beginsAnewWithEachQuestion() {
        Uses here = uses("a", 0.5, "b", 1.0);
        Uses there = uses("b", 0.1, "c", 0.2);
        users.most(List.of(here, there), 3, "");

        assertThat(users.most(List.of(there), 3, "")).containsExactly("c", "b");
    }

    @Test
    void addsUpWhatOneUsesTwice() {
        assertThat(users.most(List.of(uses("a", 0.6, "b", 1.0, "a", 0.6)), 1, ""))
                .containsExactly("a");
    }

    @Test
    void leavesOutWhoAsksAndNamesEqualsByName() {
        Uses uses = uses("c", 1.0, "b", 1.0, "a", 1.0, "z", 2.0);

        assertThat(users.most(List.of(uses), 2, "z")).containsExactly("a", "b");
    }

    @Test
    void namesNobodyWhereThereIsNobody() {
        assertThat(users.most(List.of(Uses.NONE), 3, "a")).isEmpty();
    }
}
