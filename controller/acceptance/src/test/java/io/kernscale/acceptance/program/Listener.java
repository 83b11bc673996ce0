// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A consumer of PostgreSQL's notifications, which come seldom. Argument: {@code address:port}. */
public final class Listener {

    private Listener() {}

    public static void main(String[] args) throws SQLException {
        String url = "jdbc:postgresql://" + args[0] + "/postgres?sslmode=disable&gssEncMode=disable";
        try (Connection connection = DriverManager.getConnection(url, "shop", "");
                Statement statement = connection.createStatement()) {
            statement.execute("listen orders");
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (true) {
                notified.getNotifications(0); // until one comes
            }
        }
    }
}
