// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An API server with something behind it that runs pods: the testkit's, or a real one. */
interface ApiUnderTest extends AutoCloseable {

    /** Where a client finds it. */
    Path kubeconfig();

    /** The node that runs the pods. */
    String node();

    /** An image whose container runs and does nothing. */
    String image();

    /** The custom resource's definition that this server takes. */
    Path definition();

    /** Creates an object; one that is there already is left as it is. */
    void create(String yaml);

    Optional<JsonObject> find(String path);

    void delete(String path);

    void mergePatch(String path, String json);

    List<JsonObject> pods();

    @Override
    void close();
}
