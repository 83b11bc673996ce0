// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsersTest {

    private static Users users(Object... namesAndAmounts) {
        Users users = new Users();
        for (int i = 0; i < namesAndAmounts.length; i += 2) {
            users.add((String) namesAndAmounts[i], (double) namesAndAmounts[i + 1]);
        }
        return users;
    }

    @Test
    void addsUpAndNamesTheLargestFirst() {
        Users here = users("a", 0.5, "b", 1.0, "c", 0.9, "d", 0.1);

        here.add(users("a", 0.75, "e", 0.95)); // a: 1.25

        assertThat(here.most(3, "")).containsExactly("a", "b", "e");
    }

    @Test
    void leavesOutWhoAsksAndNamesEqualsByName() {
        assertThat(users("c", 1.0, "b", 1.0, "a", 1.0, "z", 2.0).most(2, "z")).containsExactly("a", "b");
    }

    @Test
    void namesNobodyWhereThereIsNobody() {
        assertThat(Users.NOBODY.most(3, "a")).isEmpty();
    }
}
