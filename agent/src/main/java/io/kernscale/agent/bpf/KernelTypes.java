// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** Questions to the kernel's own BTF. Reads it for each question and lets it go: it takes several MiB. */
final class KernelTypes {
    private static final int KIND_TYPEDEF = 8;

    /** {@code struct btf_type}: u32 name_off, u32 info, u32 type. */
    private static final long BTF_TYPE_BYTES = 12;

    private static final long INFO = 4;
    private static final long TYPE = 8;

    private final Libbpf libbpf;

    KernelTypes(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    /**
     * How many arguments a tracepoint passes: those of {@code btf_trace_<name>}, a typedef of a pointer to a function
     * whose first argument is not the tracepoint's.
     */
    int tracepointArguments(String name) {
        MemorySegment btf = libbpf.btfLoadVmlinux().orThrow("btf__load_vmlinux_btf");
        try {
            int typedef = BpfException.check(
                    "btf__find_by_name_kind(" + name + ")",
                    libbpf.btfFindByNameKind(btf, "btf_trace_" + name, KIND_TYPEDEF));
            MemorySegment function = referenced(btf, referenced(btf, type(btf, typedef)));
            return (function.get(JAVA_INT, INFO) & 0xffff) - 1;
        } finally {
            libbpf.btfFree(btf);
        }
    }

    private MemorySegment referenced(MemorySegment btf, MemorySegment type) {
        return type(btf, type.get(JAVA_INT, TYPE));
    }

    private MemorySegment type(MemorySegment btf, int id) {
        return libbpf.btfTypeById(btf, id).reinterpret(BTF_TYPE_BYTES);
    }
}
