// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The test needs a kernel that lets BPF run: skipped with the reason where it does not, unless
 * {@code KERNSCALE_REQUIRE_KERNEL=1} says that this machine should; then the test fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresKernel.Condition.class)
public @interface RequiresKernel {

    /** Looks at the machine. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> missing = missing();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("the kernel lets BPF run");
            }
            if ("1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
                throw new IllegalStateException("KERNSCALE_REQUIRE_KERNEL=1, but " + missing.get());
            }
            return ConditionEvaluationResult.disabled(missing.get());
        }

        private static Optional<String> missing() {
            if (!Files.isReadable(Path.of("/sys/kernel/btf/vmlinux"))) {
                return Optional.of("/sys/kernel/btf/vmlinux is missing: the kernel has no BTF");
            }
            if (!"root".equals(System.getProperty("user.name"))) {
                return Optional.of("the user must be root, was: " + System.getProperty("user.name"));
            }
            if (TestCgroup.root().isEmpty()) {
                return Optional.of("no cgroup2 file system is mounted below /sys/fs/cgroup");
            }
            return Optional.empty();
        }
    }
}
