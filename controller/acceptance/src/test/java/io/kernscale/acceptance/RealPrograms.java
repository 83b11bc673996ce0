// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.testkit.kubelet.CgroupHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link World} of its own on one cluster that all tests share, and judges the world at its end. */
final class RealPrograms implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final Namespace STORE = Namespace.create(RealPrograms.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = missing(context);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("everything is here");
        }
        if ("1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
            throw new IllegalStateException("KERNSCALE_REQUIRE_KERNEL=1, but " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Optional<String> missing(ExtensionContext context) {
        if (!Files.isReadable(Path.of("/sys/kernel/btf/vmlinux"))) {
            return Optional.of("/sys/kernel/btf/vmlinux is missing: the kernel has no BTF");
        }
        if (CgroupHost.find().isEmpty()) {
            return Optional.of("no writable cgroup v2 hierarchy under /sys/fs/cgroup (needs root)");
        }
        return context.getTestMethod()
                .map(method -> method.getAnnotation(Needs.class))
                .map(needs -> Arrays.stream(needs.value()))
                .orElseGet(Stream::empty)
                .flatMap(program -> Programs.missing(program).stream())
                .findFirst();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCluster cluster = context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(TestCluster.class, ignored -> TestCluster.start(), TestCluster.class);
        var world = new World(cluster, context.getRequiredTestMethod().getName());
        context.getStore(STORE).put(World.class, world);
        return world;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        World world = context.getStore(STORE).remove(World.class, World.class);
        if (world != null) {
            world.close();
        }
    }
}
