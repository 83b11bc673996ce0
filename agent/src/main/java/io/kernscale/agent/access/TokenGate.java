// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kernscale.agent.access.TokenReviews.Review;
import io.kernscale.agent.access.Verdict.Admitted;
import io.kernscale.agent.access.Verdict.Refused;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whose bearer token the API server knows as that of an allowed user. Answers are kept for a while, so that a
 * reader costs the API server one review a minute; a token that is taken back is good for so long. While the API server
 * is away, nobody is let in whose answer is not kept any more.
 */
final class TokenGate implements Gate {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_TOKEN = 16 << 10;
    private static final int MOST_KEPT = 256;
    private static final long ADMITTED_NANOS = 60_000_000_000L;
    private static final long REFUSED_NANOS = 10_000_000_000L;

    /** Of tokens that were not admitted before: whoever guesses tokens must not keep the API server busy. */
    private static final int MOST_STRANGERS_A_SECOND = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private record Kept(Verdict verdict, long atNanos) {

        boolean counts(long nowNanos) {
            return nowNanos - atNanos < (verdict instanceof Admitted ? ADMITTED_NANOS : REFUSED_NANOS);
        }
    }

    private final TokenReviews reviews;
    private final Set<String> allowedUsers;
    private final LongSupplier nanoClock;
    private final Map<String, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private long secondBegan;
    private int strangers;

    /** @param nanoClock monotonic */
    TokenGate(TokenReviews reviews, Set<String> allowedUsers, LongSupplier nanoClock) {
        this.reviews = reviews;
        this.allowedUsers = Set.copyOf(allowedUsers);
        this.nanoClock = nanoClock;
    }

    @Override
    public Verdict check(Caller caller) throws InterruptedException {
        String header = caller.authorization();
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Refused(Refusal.NO_CREDENTIALS, "Send a service account's token: Authorization: Bearer ….");
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return new Refused(
                    Refusal.TOKEN_REFUSED,
                    "A token has 1 to " + LONGEST_TOKEN + " characters, this one " + token.length() + ".");
        }
        return check(token);
    }

    private Verdict check(String token) throws InterruptedException {
        String key = digest(token); // a heap dump then holds no tokens
        long now = nanoClock.getAsLong();
        Kept known = known(key);
        if (known != null && known.counts(now)) {
            return known.verdict;
        }
        boolean wasAdmitted = known != null && known.verdict instanceof Admitted;
        if (!wasAdmitted && !mayAskForStranger(now)) {
            return new Refused(
                    Refusal.TOO_MANY_TOKENS,
                    "More than " + MOST_STRANGERS_A_SECOND
                            + " unknown tokens came within a second; come again in one.");
        }
        try {
            Verdict verdict = verdict(reviews.of(token));
            keep(key, new Kept(verdict, now));
            return verdict;
        } catch (IOException e) {
            return new Refused(
                    Refusal.API_SERVER_AWAY,
                    "Whose token this is cannot be found out, so nobody is let in: " + reason(e) + ".");
        }
    }

    private Verdict verdict(Review review) {
        if (!review.authenticated()) {
            String why = review.error().isEmpty()
                    ? ""
                    : ": " + review.error().lines().findFirst().orElse("");
            return new Refused(Refusal.TOKEN_REFUSED, "The API server does not accept this token" + why + ".");
        }
        return allowedUsers.contains(review.user())
                ? Verdict.ADMITTED
                : new Refused(
                        Refusal.USER_NOT_ALLOWED,
                        "User " + review.user() + " may not read this agent; add it to KERNSCALE_AGENT_ALLOWED_USERS.");
    }

    private synchronized @Nullable Kept known(String key) {
        return kept.get(key);
    }

    private synchronized void keep(String key, Kept answer) {
        kept.remove(key); // so that the eldest is the one asked about longest ago
        kept.put(key, answer);
    }

    private synchronized boolean mayAskForStranger(long now) {
        if (strangers == 0 || now - secondBegan >= SECOND_NANOS) {
            secondBegan = now;
            strangers = 0;
        }
        strangers++;
        return strangers <= MOST_STRANGERS_A_SECOND;
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    private static String reason(IOException e) {
        return e.toString().lines().findFirst().orElse("");
    }
}
