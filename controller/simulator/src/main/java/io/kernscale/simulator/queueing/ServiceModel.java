// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import io.kernscale.simulator.graph.Call;
import io.kernscale.simulator.graph.Demand;
import io.kernscale.simulator.graph.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One service at a given rate of requests: every replica is a pool of threads in front of a CPU limit, a disk, a mutex
 * and the calls to others. Nothing waits at a resource but what the pool has let in.
 */
final class ServiceModel {

    private static final double TINY = 1e-12;

    private final Service service;
    private final Demand demand;
    private final double reachPerReplica;
    private final double inside;

    /** @param reach requests that all callers together can have under way */
    ServiceModel(Service service, double reach) {
        this.service = service;
        this.demand = service.demand();
        this.reachPerReplica = reach / service.replicas();
        this.inside = Math.min(service.concurrency(), reachPerReplica);
    }

    /**
     * The steady state; utilisations above 1 say that there is none at this rate.
     *
     * @param requestsPerSecond of all replicas, above 0
     * @param answerSeconds     one call to each target
     */
    Flow at(double requestsPerSecond, Map<String, Double> answerSeconds) {
        double rate = requestsPerSecond / service.replicas();
        double run = demand.allCpuSeconds();
        double cpu = rate * run / service.limitCores();
        double quota = cpu < TINY ? 0 : waiting(cpu) * QuotaWait.part(cpu, service.limitCores(), run) / rate;
        double stretch = run < TINY ? 1 : 1 + quota / run + demand.stallRatio();
        double disk = rate * demand.diskSeconds();
        double holdLock = demand.lockSeconds() * (1 - demand.lockCpuRatio() + demand.lockCpuRatio() * stretch);
        double lock = rate * holdLock;
        Flow.Use use = new Flow.Use(cpu, disk, lock, 0);
        Map<String, Double> asks = asks(answerSeconds);
        Flow open = new Flow(
                requestsPerSecond,
                run,
                quota,
                run * demand.stallRatio(),
                demand.diskSeconds() + waiting(disk) / rate,
                waiting(lock) / rate,
                demand.lockSeconds() * (1 - demand.lockCpuRatio()),
                callSeconds(asks),
                0,
                asks,
                use);
        return behindPool(open, rate);
    }

    private double waiting(double utilisation) {
        return Queue.waiting(Math.min(1, utilisation), 1, inside - 1);
    }

    private Flow behindPool(Flow open, double rate) {
        double pool = rate * open.holdSeconds() / service.concurrency();
        double room = reachPerReplica - service.concurrency();
        double wait = Queue.waiting(Math.min(1, pool), service.concurrency(), room) / rate;
        Flow.Use use =
                new Flow.Use(open.use().cpu(), open.use().disk(), open.use().lock(), pool);
        return new Flow(
                open.requestsPerSecond(),
                open.runSeconds(),
                open.quotaSeconds(),
                open.stallSeconds(),
                open.diskSeconds(),
                open.lockSeconds(),
                open.sleepSeconds(),
                open.callSeconds(),
                wait,
                open.askSeconds(),
                use);
    }

    private Map<String, Double> asks(Map<String, Double> answerSeconds) {
        Map<String, Double> asks = new HashMap<>();
        for (Call call : service.calls()) {
            asks.put(call.target(), answerSeconds.getOrDefault(call.target(), 0.0));
        }
        return asks;
    }

    /** Calls to one target follow each other, also where those to different targets go out together. */
    private double callSeconds(Map<String, Double> asks) {
        List<Double> each = service.calls().stream()
                .map(call -> call.perRequest() * asks.getOrDefault(call.target(), 0.0))
                .filter(seconds -> seconds > TINY)
                .toList();
        return switch (service.fanOut()) {
            case SEQUENTIAL -> each.stream().mapToDouble(Double::doubleValue).sum();
            case PARALLEL -> Slowest.meanSeconds(each);
        };
    }
}
