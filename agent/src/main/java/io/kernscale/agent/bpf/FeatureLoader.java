// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads a feature's object in the best of its variants that the kernel accepts. */
final class FeatureLoader {

    /** What a feature adds to opening, loading and attaching. */
    interface Steps {
        /** Sizes maps and sets constants. */
        void prepare(BpfObject object, Variant variant);

        void attach(BpfObject object, Variant variant);
    }

    /** An object that runs, and how. */
    record Loaded(BpfObject object, List<ProbeStatus> status) {

        List<ProbeCost> costs() {
            return status.stream()
                    .map(probe -> {
                        ProgramInfo info = object.info(probe.program());
                        return new ProbeCost(probe.feature(), probe.program(), info.runs(), info.runNanos());
                    })
                    .toList();
        }
    }

    private static final String NOT_PERMITTED = "the kernel does not permit this process to load probes (EPERM): run it"
            + " privileged, or with CAP_BPF and CAP_PERFMON; where it is, seccomp, AppArmor, SELinux or lockdown forbids bpf(2)";

    private final Libbpf libbpf;
    private final Libc libc;
    private final BpfOptions options;

    FeatureLoader(Libbpf libbpf, Libc libc, BpfOptions options) {
        this.libbpf = libbpf;
        this.libc = libc;
        this.options = options;
    }

    Loaded load(Feature feature, String name, List<Variant> variants, Steps steps) throws ProbeRefused {
        List<ProbeStatus> refused = new ArrayList<>();
        for (Variant variant : variants) {
            try {
                return new Loaded(
                        tryVariant(feature, name, variant, steps, refused), status(feature, variant, refused));
            } catch (BpfException e) {
                // told in refused; the next variant may do
            }
        }
        throw new ProbeRefused(refused);
    }

    private BpfObject tryVariant(
            Feature feature, String name, Variant variant, Steps steps, List<ProbeStatus> refused) {
        BpfObject object = null;
        try {
            object = BpfObject.open(libbpf, libc, name, options.objects().load(name));
            object.keepOnly(variant.hooks().keySet());
            steps.prepare(object, variant);
            object.load();
            steps.attach(object, variant);
            return object;
        } catch (IOException e) {
            refuse(feature, variant, refused, String.valueOf(e.getMessage()), null);
            throw new BpfException("load(" + name + ")", BpfException.ENOENT);
        } catch (BpfException e) {
            refuse(feature, variant, refused, sentence(variant, e), object);
            if (object != null) {
                object.close();
            }
            throw e;
        }
    }

    private static void refuse(
            Feature feature,
            Variant variant,
            List<ProbeStatus> refused,
            String reason,
            @org.jspecify.annotations.Nullable BpfObject object) {
        for (Map.Entry<String, String> hook : variant.hooks().entrySet()) {
            List<String> log = object == null ? List.of() : object.verifierLog(hook.getKey());
            refused.add(new ProbeStatus(feature, hook.getKey(), hook.getValue(), Source.NONE, reason, log));
        }
    }

    /** What may not be done is the same for all features, and is said in the same words. */
    private static String sentence(Variant variant, BpfException e) {
        return e.errno() == BpfException.EPERM
                ? NOT_PERMITTED
                : variant.source() + " was refused, " + e.getMessage()
                        + ": the kernel's last words are in verifierLog; Linux 5.15 or later with BTF is needed";
    }

    private static List<ProbeStatus> status(Feature feature, Variant variant, List<ProbeStatus> refused) {
        String reason = Stream.of(
                        variant.limits(),
                        refused.isEmpty() ? "" : refused.getFirst().reason())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining("; "));
        List<String> log = refused.stream()
                .map(ProbeStatus::verifierLog)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
        return variant.hooks().entrySet().stream()
                .map(hook -> new ProbeStatus(feature, hook.getKey(), hook.getValue(), variant.source(), reason, log))
                .toList();
    }
}
