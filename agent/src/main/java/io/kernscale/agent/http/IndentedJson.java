// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** JSON for the answers that people read: indented, with a line break at the end. */
final class IndentedJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private static final class Indenting extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter(SEPARATORS);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private IndentedJson() {}

    static byte[] write(Consumer<JsonGenerator> document) {
        var out = new ByteArrayOutputStream(8 << 10);
        try (JsonGenerator json = FACTORY.createGenerator(new Indenting(), out)) {
            document.accept(json);
        }
        out.write('\n');
        return out.toByteArray();
    }
}
