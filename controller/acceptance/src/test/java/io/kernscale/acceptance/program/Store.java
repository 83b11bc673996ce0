// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance.program;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a shop asks. Thread-safe. */
@FunctionalInterface
interface Store {

    /** Asks one question and waits for the answer. */
    String ask() throws Exception;

    /**
     * @param kind     {@code postgres}, {@code locked-postgres}, {@code postgres-on-disk}, {@code redis} or
     *                 {@code memcached}
     * @param host     {@code address:port}
     * @param poolSize connections at most
     */
    static Store of(String kind, String host, int poolSize) {
        return switch (kind) {
            case "postgres" -> postgres(host, poolSize, "select sum(i) from generate_series(1, 20000) i");
            case "locked-postgres" -> postgres(host, poolSize, "update stock set pieces = pieces + 1 returning pieces");
            case "postgres-on-disk" ->
                postgres(
                        host,
                        poolSize,
                        "select t from big where ctid = (select format('(%s,1)', (random() * 5000)::int)::tid)");
            case "redis" ->
                lines(host, poolSize, "EVAL \"local x = 0 for i = 1, 20000 do x = x + i end return x\" 0\r\n", ":");
            case "memcached" -> lines(host, poolSize, "get" + " stock".repeat(2000) + "\r\n", "END");
            default -> throw new IllegalArgumentException("there is no store '" + kind + "'");
        };
    }

    private static Store postgres(String host, int poolSize, String query) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + host + "/postgres?sslmode=disable&gssEncMode=disable");
        config.setUsername("shop");
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(60_000);
        config.setInitializationFailTimeout(60_000);
        var pool = new HikariDataSource(config);
        return () -> {
            try (Connection connection = pool.getConnection()) {
                return first(connection, query);
            }
        };
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "nothing";
        }
    }

    private static Store lines(String host, int poolSize, String question, String lastLine) {
        BlockingQueue<Line> pool = new LinkedBlockingQueue<>();
        for (int i = 0; i < poolSize; i++) {
            pool.add(new Line(host));
        }
        return () -> {
            Line line = pool.take();
            try {
                return line.ask(question, lastLine);
            } finally {
                pool.add(line);
            }
        };
    }

    /** A connection to a store that answers in lines; opened when it is first needed, and anew after a failure. */
    final class Line {
        private final String host;
        private Socket socket = new Socket();
        private BufferedReader reader = new BufferedReader(BufferedReader.nullReader());

        private Line(String host) {
            this.host = host;
        }

        private String ask(String question, String lastLine) throws IOException {
            try {
                if (!socket.isConnected()) {
                    connect();
                }
                socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith(lastLine)) {
                        return line;
                    }
                }
                throw new IOException("the store has hung up");
            } catch (IOException e) {
                socket.close();
                socket = new Socket();
                throw e;
            }
        }

        private void connect() throws IOException {
            int colon = host.lastIndexOf(':');
            socket = new Socket(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
            socket.setTcpNoDelay(true);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
