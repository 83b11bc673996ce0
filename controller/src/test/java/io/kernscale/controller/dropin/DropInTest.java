// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the testkit's API server. */
class DropInTest extends DropInSuite {

    @TempDir
    Path directory;

    @Override
    ApiUnderTest open() {
        return TestkitApi.start(directory);
    }
}
