// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Where the compiled probes come from. */
@FunctionalInterface
public interface ObjectSource {

    /** The bytes of {@code <name>.bpf.o}. */
    byte[] load(String name) throws IOException;

    /** The objects of the probes module. */
    static ObjectSource ofClassPath() {
        return name -> {
            String resource = "io/kernscale/probes/" + name + ".bpf.o";
            try (InputStream in = ObjectSource.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new FileNotFoundException(resource + " is not on the class path: build the probes module");
                }
                return in.readAllBytes();
            }
        };
    }
}
