// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.PollResult.Failed;
import io.kernscale.controller.collect.ReportSource;
import io.kernscale.controller.config.AgentProperties;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks all agents at once, each on a virtual thread. An agent that hangs costs its own timeout and nobody else's; one
 * that keeps failing is left alone for a while, which doubles each time up to a maximum, then asked once.
 */
public final class AgentPoller implements ReportSource, AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AgentProperties properties;
    private final AgentHttp http;
    private final TimeLimiter timeLimiter;
    private final Bulkhead bulkhead;
    private final CircuitBreakerRegistry breakers;

    public AgentPoller(AgentProperties properties) {
        this.properties = properties;
        this.http =
                new AgentHttp(properties.timeout(), properties.maxReportSize().toBytes());
        this.timeLimiter = TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(properties.timeout())
                .cancelRunningFuture(true)
                .build());
        this.bulkhead = Bulkhead.of(
                "agents",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.maxConcurrentPolls())
                        .maxWaitDuration(properties.timeout())
                        .build());
        this.breakers = CircuitBreakerRegistry.of(breakerConfig(properties));
    }

    /** Open after so many failures in a row; then one trial after each, ever longer, pause. */
    private static CircuitBreakerConfig breakerConfig(AgentProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.failuresToOpen())
                .minimumNumberOfCalls(properties.failuresToOpen())
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(properties.backOff(), 2, properties.maxBackOff()))
                .build();
    }

    /** The circuit breakers, one an agent, for meters. */
    public CircuitBreakerRegistry breakers() {
        return breakers;
    }

    /** What limits the requests under way, for meters. */
    public Bulkhead bulkhead() {
        return bulkhead;
    }

    @Override
    public List<PollResult> poll(List<AgentEndpoint> agents) {
        forgetAllBut(agents);
        List<Future<PollResult>> polls =
                agents.stream().map(agent -> threads.submit(() -> ask(agent))).toList();
        return polls.stream().map(AgentPoller::result).toList();
    }

    private void forgetAllBut(List<AgentEndpoint> agents) {
        Set<String> names = agents.stream().map(AgentEndpoint::toString).collect(Collectors.toSet());
        breakers.getAllCircuitBreakers().stream()
                .map(CircuitBreaker::getName)
                .filter(name -> !names.contains(name))
                .forEach(breakers::remove);
    }

    private PollResult ask(AgentEndpoint agent) {
        try {
            return breakers.circuitBreaker(agent.toString())
                    .executeCallable(() -> timeLimiter.executeFutureSupplier(
                            () -> threads.submit(() -> bulkhead.executeCallable(() -> http.fetch(agent)))));
        } catch (Exception e) {
            return failed(agent, e);
        }
    }

    private Failed failed(AgentEndpoint agent, Exception e) {
        return switch (e) {
            case AgentException agentException ->
                new Failed(agent, agentException.failure(), String.valueOf(e.getMessage()));
            case TimeoutException late ->
                new Failed(
                        agent,
                        PollFailure.TIMEOUT,
                        "no whole report within " + properties.timeout().toMillis() + " ms");
            case CallNotPermittedException open ->
                new Failed(agent, PollFailure.CIRCUIT_OPEN, "failed too often, is asked again later");
            case BulkheadFullException full ->
                new Failed(agent, PollFailure.BULKHEAD_FULL, "too many requests to agents under way");
            default -> new Failed(agent, PollFailure.CONNECTION_FAILED, e.toString());
        };
    }

    private static PollResult result(Future<PollResult> poll) {
        try {
            return poll.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking agents", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking an agent failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
