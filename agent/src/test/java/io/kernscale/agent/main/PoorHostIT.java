// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.RequiresKernel;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agent on hosts that lack something: in a mount namespace of its own, where the thing is covered. It serves, and one
 * sentence says what is missing.
 */
@RequiresKernel
class PoorHostIT {

    private static final String COVER = "mount -t tmpfs -o ro none ";

    private static final String ALL_OF_SYS_READ_ONLY = """
            for mount in $(awk '$5 ~ "^/sys" { print $5 }' /proc/self/mountinfo); do mount -o remount,bind,ro $mount; done
            if grep -E ' /sys[^ ]* rw' /proc/self/mountinfo; then exit 1; fi""";

    private static final String[] NO_CAPABILITIES = {
        "setpriv", "--bounding-set=-bpf,-perfmon,-sys_admin", "--inh-caps=-bpf,-perfmon,-sys_admin"
    };

    @TempDir
    private Path directory;

    private RunningAgent agentAfter(String command, String... more) throws IOException {
        List<String> inside = List.of("unshare", "--mount", "sh", "-ec", command + "\nexec \"$@\"", "sh");
        return RunningAgent.start(
                directory, Stream.concat(inside.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private static NodeReport report(RunningAgent agent) throws IOException {
        return JsonMapper.shared().readValue(agent.get("/v1/report"), NodeReport.class);
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                Arguments.of(
                        COVER + "/sys/kernel/btf",
                        new String[0],
                        "/sys/kernel/btf/vmlinux is missing: the probes need Linux 5.15 or later with"
                                + " CONFIG_DEBUG_INFO_BTF"),
                Arguments.of(
                        "true",
                        NO_CAPABILITIES,
                        "the kernel does not permit this process to load probes (EPERM): run it privileged, or with CAP_BPF"
                                + " and CAP_PERFMON"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void withoutProbesTheFilesStandInAndOneSentenceSaysWhy(String command, String[] wrapper, String sentence)
            throws IOException {
        try (RunningAgent agent = agentAfter(command, wrapper)) {
            assertThat(agent.log())
                    .containsOnlyOnce("probes: none, and the cgroups' files stand in (")
                    .containsOnlyOnce(sentence);
            assertThat(report(agent).features())
                    .hasSize(Feature.values().length)
                    .allSatisfy(feature -> assertThat(feature.detail()).containsOnlyOnce(sentence));
            assertThat(sources(agent)).startsWith(Source.FILES);
        }
    }

    @Test
    void withoutCgroupsNoPodIsToldFromAnotherAndOneSentenceSaysWhy() throws IOException {
        try (RunningAgent agent = agentAfter(COVER + "/sys/fs/cgroup")) {
            String sentence = "No cgroup v2 hierarchy at /sys/fs/cgroup or /sys/fs/cgroup/unified";
            assertThat(agent.log()).containsOnlyOnce(sentence);
            assertThat(agent.get("/v1/status")).contains(sentence);
            assertThat(report(agent).pods()).isEmpty();
            assertThat(report(agent).features())
                    .allSatisfy(feature -> assertThat(feature.detail()).startsWith(sentence));
        }
    }

    @Test
    void aReadOnlySysIsEnough() throws IOException {
        try (RunningAgent agent = agentAfter(ALL_OF_SYS_READ_ONLY)) {
            assertThat(sources(agent)).doesNotContain(Source.NONE, Source.FILES);
            assertThat(agent.log()).doesNotContain("WARNING");
        }
    }

    private static List<Source> sources(RunningAgent agent) throws IOException {
        return report(agent).features().stream().map(FeatureStatus::source).toList();
    }
}
