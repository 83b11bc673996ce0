// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

import io.kernscale.controller.decide.queueing.Scenario.Clients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The requests of a scenario: when the next comes, from whom, to which replica. */
final class Load {

    private record Wake(double at, int client) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            return Double.compare(at, other.at);
        }
    }

    private record Connection(Replica replica, Worker worker) {}

    private final Scenario scenario;
    private final SplittableRandom random;
    private final PriorityQueue<Wake> thinking = new PriorityQueue<>();
    private final Map<Integer, Connection> connections = new HashMap<>();
    private double ratePerSecond;
    private double nextArrival = Double.MAX_VALUE;
    private int clients;
    private int connected;
    private int turn;

    Load(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.random = new SplittableRandom(seed);
        if (scenario.clients() == Clients.OPEN) {
            ratePerSecond = scenario.demandBefore() / scenario.serviceSeconds();
            nextArrival = Service.exponential(random, 1 / ratePerSecond);
        } else {
            addClients(0, scenario.clientsBefore());
        }
    }

    double nextEvent() {
        return Math.min(
                nextArrival,
                thinking.isEmpty() ? Double.MAX_VALUE : thinking.peek().at());
    }

    void step(double now) {
        if (scenario.clients() == Clients.OPEN) {
            ratePerSecond *= scenario.step();
            nextArrival = now + Service.exponential(random, 1 / ratePerSecond);
        } else {
            addClients(now, (int) Math.round(scenario.clientsBefore() * scenario.step()) - clients);
        }
    }

    void answered(Job done, double now) {
        if (done.client() >= 0) {
            think(done.client(), now);
        }
    }

    void send(double now, List<Replica> ready) {
        for (; connected < clients && scenario.clients() == Clients.CONNECTED; connected++) {
            connect(connected, ready);
        }
        while (nextArrival <= now) {
            next(ready).offer(service(), -1);
            nextArrival += Service.exponential(random, 1 / ratePerSecond);
        }
        while (!thinking.isEmpty() && thinking.peek().at() <= now) {
            int client = thinking.poll().client();
            if (scenario.clients() == Clients.CONNECTED) {
                Connection connection = connect(client, ready);
                connection.replica().start(connection.worker(), service(), client);
            } else if (!next(ready).offer(service(), client)) {
                think(client, now); // refused; it comes again
            }
        }
    }

    private void addClients(double now, int count) {
        for (int i = 0; i < count; i++) {
            think(clients++, now);
        }
    }

    private void think(int client, double now) {
        thinking.add(new Wake(now + Service.exponential(random, scenario.thinkSeconds()), client));
    }

    /** A client's connection; it moves when there are other replicas than before. */
    private Connection connect(int client, List<Replica> ready) {
        Replica home = ready.get(client % ready.size());
        Connection connection = connections.get(client);
        if (connection == null || connection.replica() != home) {
            if (connection != null) {
                connection.replica().close(connection.worker());
            }
            connection = new Connection(home, home.newWorker());
            connections.put(client, connection);
        }
        return connection;
    }

    private Replica next(List<Replica> ready) {
        return ready.get(turn++ % ready.size());
    }

    private double service() {
        return scenario.serviceSeconds() * scenario.service().draw(random);
    }
}
