// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.access.TokenReviews.Review;
import io.kernscale.agent.access.Verdict.Refused;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenGateTest {

    private static final String CONTROLLER = "system:serviceaccount:kernscale-system:kernscale-controller";
    private static final Review GOOD = new Review(true, CONTROLLER, "");

    private final FakeReviews reviews = new FakeReviews();
    private long nowNanos = 1;
    private final TokenGate gate = new TokenGate(reviews, Set.of(CONTROLLER), () -> nowNanos);

    /** Answers what it is told to, or is away. */
    private static final class FakeReviews implements TokenReviews {
        final List<String> asked = new ArrayList<>();
        Review answer = GOOD;
        boolean away;

        @Override
        public Review of(String token) throws IOException {
            asked.add(token);
            if (away) {
                throw new ConnectException("Connection refused");
            }
            return answer;
        }
    }

    record Row(String name, String header, Review answer, Refusal refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> refused() {
        return Stream.of(
                new Row("no header", "", GOOD, Refusal.NO_CREDENTIALS),
                new Row("another scheme", "Basic YTpi", GOOD, Refusal.NO_CREDENTIALS),
                new Row("an empty token", "Bearer  ", GOOD, Refusal.TOKEN_REFUSED),
                new Row("a token without end", "Bearer " + "x".repeat(20_000), GOOD, Refusal.TOKEN_REFUSED),
                new Row("a forged token", "Bearer t", new Review(false, "", "bad signature"), Refusal.TOKEN_REFUSED),
                new Row(
                        "a forged token of a name",
                        "Bearer t",
                        new Review(false, CONTROLLER, ""),
                        Refusal.TOKEN_REFUSED),
                new Row("nobody's token", "Bearer t", new Review(true, "", ""), Refusal.USER_NOT_ALLOWED),
                new Row("another's token", "Bearer t", new Review(true, "system:admin", ""), Refusal.USER_NOT_ALLOWED));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Row row) throws InterruptedException {
        reviews.answer = row.answer;

        assertThat(check(row.header)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(row.refusal);
            assertThat(refused.sentence()).endsWith(".");
        });
    }

    @Test
    void asksAboutAnAdmittedTokenOnceAMinute() throws InterruptedException {
        for (int second = 0; second < 120; second += 2) {
            assertThat(check("bearer t")).isEqualTo(Verdict.ADMITTED);
            pass(Duration.ofSeconds(2));
        }
        assertThat(reviews.asked).containsExactly("t", "t"); // at 0 s and at 60 s
    }

    @Test
    void letsATokenInSoonAfterItsUserWasAllowedOne() throws InterruptedException {
        reviews.answer = new Review(false, "", "");
        check("Bearer t");
        reviews.answer = GOOD;

        assertThat(check("Bearer t")).isInstanceOf(Refused.class);
        pass(Duration.ofSeconds(10));
        assertThat(check("Bearer t")).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void shutsATokenOutThatWasTakenBackAMinuteAgo() throws InterruptedException {
        check("Bearer t");
        reviews.answer = new Review(false, "", "");
        pass(Duration.ofSeconds(60));

        assertThat(refusal("Bearer t")).isEqualTo(Refusal.TOKEN_REFUSED);
    }

    @Test
    void letsNobodyInWhileTheApiServerIsAway() throws InterruptedException {
        reviews.away = true;

        assertThat(check("Bearer t")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.API_SERVER_AWAY);
            assertThat(refused.sentence()).contains("nobody is let in", "Connection refused");
        });
        reviews.away = false;
        assertThat(check("Bearer t")).isEqualTo(Verdict.ADMITTED); // at once: not knowing is not kept
    }

    @Test
    void anAnswerIsKeptOverAnApiServerThatIsAwayForAMinuteAndNoLonger() throws InterruptedException {
        check("Bearer t");
        reviews.away = true;
        pass(Duration.ofSeconds(59));
        assertThat(check("Bearer t")).isEqualTo(Verdict.ADMITTED);
        pass(Duration.ofSeconds(1));
        assertThat(refusal("Bearer t")).isEqualTo(Refusal.API_SERVER_AWAY);
    }

    @Test
    void whoGuessesTokensDoesNotKeepTheApiServerBusyNorAKnownReaderOut() throws InterruptedException {
        check("Bearer known");
        pass(Duration.ofSeconds(60));
        reviews.answer = new Review(false, "", "");
        for (int i = 0; i < 10; i++) {
            assertThat(refusal("Bearer guess-" + i)).isEqualTo(Refusal.TOKEN_REFUSED);
        }
        assertThat(refusal("Bearer guess-10")).isEqualTo(Refusal.TOO_MANY_TOKENS);
        reviews.answer = GOOD;
        assertThat(check("Bearer known")).isEqualTo(Verdict.ADMITTED);
        assertThat(reviews.asked).hasSize(12);

        pass(Duration.ofSeconds(1));
        assertThat(check("Bearer guess-10")).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void keepsTheLatestTwoHundredAndFiftySixAnswers() throws InterruptedException {
        for (int i = 0; i < 257; i++) {
            check("Bearer t" + i);
            pass(Duration.ofMillis(150));
        }
        check("Bearer t256");
        assertThat(reviews.asked).hasSize(257);
        check("Bearer t0");
        assertThat(reviews.asked).hasSize(258);
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    private Verdict check(String header) throws InterruptedException {
        return gate.check(new Caller(header, List.of()));
    }

    private Refusal refusal(String header) throws InterruptedException {
        return ((Refused) check(header)).refusal();
    }
}
