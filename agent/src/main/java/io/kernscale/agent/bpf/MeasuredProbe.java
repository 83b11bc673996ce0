// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.IOException;

/** One attached object, or none but an empty program in its place, whose cost can be read: for the bench. */
public final class MeasuredProbe implements AutoCloseable {
    /** What a program has cost while {@link #enableRunTimeStats} was on. */
    public record Cost(long nanos, long runs) {

        public double nanosPerRun() {
            return runs == 0 ? Double.NaN : (double) nanos / runs;
        }

        public Cost minus(Cost before) {
            return new Cost(nanos - before.nanos, runs - before.runs);
        }
    }

    private final BpfObject object;
    private final AutoCloseable owner;

    private MeasuredProbe(BpfObject object, AutoCloseable owner) {
        this.object = object;
        this.owner = owner;
    }

    /** A program that does nothing on {@code tp_btf/sched_switch}. */
    public static MeasuredProbe empty(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        BpfObject object =
                BpfObject.open(libbpf, new FfmLibc(), "empty", options.objects().load("empty"));
        object.load();
        object.attach("on_switch");
        return new MeasuredProbe(object, object);
    }

    public static MeasuredProbe scheduler(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        try {
            var loader = new FeatureLoader(libbpf, new FfmLibc(), options);
            var probe = SchedProbe.load(loader, libbpf.numPossibleCpus(), options);
            return new MeasuredProbe(probe.object(), probe);
        } catch (ProbeRefused e) {
            throw new IOException(e);
        }
    }

    public static MeasuredProbe block(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        try {
            var loader = new FeatureLoader(libbpf, new FfmLibc(), options);
            var probe = BlockProbe.load(loader, new KernelTypes(libbpf), options);
            return new MeasuredProbe(probe.object(), probe);
        } catch (ProbeRefused e) {
            throw new IOException(e);
        }
    }

    public static MeasuredProbe tcp(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        var libc = new FfmLibc();
        try {
            var loader = new FeatureLoader(libbpf, libc, options);
            var probe = TcpProbe.load(loader, libc, libbpf.numPossibleCpus(), options);
            return new MeasuredProbe(probe.object(), probe);
        } catch (ProbeRefused e) {
            throw new IOException(e);
        }
    }

    /** Has the kernel time every program until closed; costs each run two readings of a clock. */
    public static AutoCloseable enableRunTimeStats(BpfOptions options) {
        int fd = BpfException.check(
                "bpf_enable_stats", FfmLibbpf.open(options.library()).enableRunTimeStats());
        return () -> new FfmLibc().close(fd);
    }

    public Cost cost(String program) {
        ProgramInfo info = object.info(program);
        return new Cost(info.runNanos(), info.runs());
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
