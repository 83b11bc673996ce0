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
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.PollResult.Failed;
import io.kernscale.controller.collect.ReportSource;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.AgentSecurityProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks agents one shortly after the other, each on a virtual thread: a few at once, thousands spread over the interval. An
 * agent that hangs costs its own timeout and nobody else's; one that keeps failing is left alone for a while, which
 * doubles each time up to a maximum, then asked once.
 */
public final class AgentPoller implements ReportSource, AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AgentProperties properties;
    private final AgentHttp http;
    private final TimeLimiter timeLimiter;
    private final Bulkhead bulkhead;
    private final CircuitBreakerRegistry breakers;

    /** For agents that anybody may read. */
    public AgentPoller(AgentProperties properties) {
        this(properties, AgentSecurityProperties.OPEN);
    }

    public AgentPoller(AgentProperties properties, AgentSecurityProperties security) {
        this.properties = properties;
        this.http = new AgentHttp(
                properties.timeout(),
                properties.maxReportSize().toBytes(),
                new AgentCredentials(security, properties.timeout()));
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
    public void poll(List<AgentEndpoint> agents, Consumer<PollResult> each) {
        forgetAllBut(agents);
        http.refreshCredentials();
        Duration gap = gap(agents.size());
        List<Future<?>> polls = new ArrayList<>(agents.size());
        for (AgentEndpoint agent : agents) {
            Duration delay = gap.multipliedBy(polls.size());
            polls.add(threads.submit(() -> {
                Thread.sleep(delay);
                each.accept(ask(agent));
                return agent;
            }));
        }
        await(polls);
    }

    /** So that the last one is asked while there is still a fifth of the interval left for its answer. */
    private Duration gap(int agents) {
        Duration longest = properties.pollInterval().multipliedBy(4).dividedBy(5L * Math.max(1, agents));
        return longest.compareTo(properties.pollGap()) < 0 ? longest : properties.pollGap();
    }

    private void forgetAllBut(List<AgentEndpoint> agents) {
        Set<String> names = agents.stream().map(AgentEndpoint::toString).collect(Collectors.toSet());
        breakers.getAllCircuitBreakers().stream()
                .map(CircuitBreaker::getName)
                .filter(name -> !names.contains(name))
                .forEach(breakers::remove);
    }

    /** While it waits for others to be answered, an agent's time does not run, and nothing is learnt of it. */
    private PollResult ask(AgentEndpoint agent) throws InterruptedException {
        try {
            return bulkhead.executeCallable(() -> breakers.circuitBreaker(agent.toString())
                    .executeCallable(
                            () -> timeLimiter.executeFutureSupplier(() -> threads.submit(() -> http.fetch(agent)))));
        } catch (InterruptedException e) {
            throw e; // who is called off has learnt nothing of the agent
        } catch (AcquirePermissionCancelledException e) {
            throw new InterruptedException("called off");
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

    private static void await(List<Future<?>> polls) {
        try {
            for (Future<?> poll : polls) {
                poll.get();
            }
        } catch (InterruptedException e) {
            polls.forEach(poll -> poll.cancel(true));
            Thread.currentThread().interrupt();
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
