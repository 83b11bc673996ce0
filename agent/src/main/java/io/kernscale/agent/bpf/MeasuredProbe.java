// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One attached object, or none but an empty program in its place, whose cost can be read: for the bench. */
public final class MeasuredProbe implements AutoCloseable {
    /** {@code struct bpf_prog_info} up to {@code run_cnt}. */
    private static final int INFO_BYTES = 208;

    private static final long RUN_TIME_NS = 192;
    private static final long RUN_CNT = 200;

    /** What a program has cost while {@link #enableRunTimeStats} was on. */
    public record Cost(long nanos, long runs) {

        public double nanosPerRun() {
            return runs == 0 ? Double.NaN : (double) nanos / runs;
        }

        public Cost minus(Cost before) {
            return new Cost(nanos - before.nanos, runs - before.runs);
        }
    }

    private final Libbpf libbpf;
    private final BpfObject object;
    private final AutoCloseable owner;

    private MeasuredProbe(Libbpf libbpf, BpfObject object, AutoCloseable owner) {
        this.libbpf = libbpf;
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
        return new MeasuredProbe(libbpf, object, object);
    }

    public static MeasuredProbe scheduler(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        try {
            var loader = new FeatureLoader(libbpf, new FfmLibc(), options);
            var probe = SchedProbe.load(loader, libbpf.numPossibleCpus(), options);
            return new MeasuredProbe(libbpf, probe.object(), probe);
        } catch (ProbeRefused e) {
            throw new IOException(e);
        }
    }

    public static MeasuredProbe block(BpfOptions options) throws IOException {
        var libbpf = FfmLibbpf.open(options.library());
        try {
            var loader = new FeatureLoader(libbpf, new FfmLibc(), options);
            var probe = BlockProbe.load(loader, new KernelTypes(libbpf), options);
            return new MeasuredProbe(libbpf, probe.object(), probe);
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
            return new MeasuredProbe(libbpf, probe.object(), probe);
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
        try (Arena call = Arena.ofConfined()) {
            MemorySegment info = call.allocate(INFO_BYTES, 8);
            MemorySegment size = call.allocateFrom(JAVA_INT, INFO_BYTES);
            BpfException.check("bpf_obj_get_info_by_fd", libbpf.objGetInfoByFd(object.programFd(program), info, size));
            return new Cost(info.get(JAVA_LONG, RUN_TIME_NS), info.get(JAVA_LONG, RUN_CNT));
        }
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
