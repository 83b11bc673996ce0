// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes PostgreSQL's data directories: the first by {@code initdb}, the others as copies of it. */
final class Databases {
    /** {@code nobody}: PostgreSQL refuses to be root. */
    static final String USER = "65534";

    private Databases() {}

    static synchronized Path make(Path directory) {
        Path model = directory.getParent().resolveSibling("postgres");
        if (!Files.exists(model)) {
            Programs.run("install", "-d", "-m", "700", "-o", USER, "-g", USER, model.toString());
            Programs.run(
                    "setpriv",
                    "--reuid=" + USER,
                    "--regid=" + USER,
                    "--clear-groups",
                    Programs.path("initdb"),
                    "--auth=trust",
                    "--username=shop",
                    "--no-sync",
                    "--locale=C",
                    "-D",
                    model.toString());
        }
        Programs.run("cp", "-a", model.toString(), directory.toString());
        return directory;
    }

    /** Makes a table of 40 MiB, {@code big}, a row a page. */
    static void load(Place postgres) {
        Programs.run(
                Programs.path("psql"),
                "-q",
                "-h",
                postgres.address(),
                "-p",
                postgres.port() + "",
                "-U",
                "shop",
                "-c",
                "create table big (t text); alter table big alter t set storage plain",
                "-c",
                "insert into big select repeat('x', 7000) from generate_series(0, 5119)",
                "-c",
                "checkpoint",
                "postgres");
    }
}
