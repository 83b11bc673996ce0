// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The compiled objects' own type information against the layouts that this side reads with. */
@RequiresKernel
class LayoutsIT {
    private static final int KIND_STRUCT = 4;
    private static final long BTF_TYPE_BYTES = 12;
    private static final long BTF_MEMBER_BYTES = 12;

    private static final Map<String, List<StructLayout>> LAYOUTS = Map.of(
            "sched",
            List.of(
                    SchedLayouts.SETTINGS,
                    SchedLayouts.CONTROL,
                    SchedLayouts.ROW,
                    SchedLayouts.PENDING,
                    SchedLayouts.SLOT),
            "block",
            List.of(BlockProbe.SETTINGS, BlockProbe.KEY, BlockProbe.ROW),
            "sampling",
            List.of(SamplingProbe.ROW, SamplingProbe.HOT_KEY),
            "lifecycle",
            List.of(LifecycleProbe.EVENT),
            "tcp",
            List.of(
                    TcpLayouts.SETTINGS,
                    TcpLayouts.CONTROL,
                    TcpLayouts.KEY,
                    TcpLayouts.EDGE,
                    TcpLayouts.REF,
                    TcpLayouts.ROW,
                    TcpLayouts.SEEN));

    private record Field(String name, long byteOffset) {}

    private record Struct(long bytes, List<Field> fields) {}

    private final Libbpf libbpf = FfmLibbpf.open("libbpf.so.1");

    @Test
    void areTheObjects() throws IOException {
        for (var entry : LAYOUTS.entrySet()) {
            byte[] bytes = ObjectSource.ofClassPath().load(entry.getKey());
            try (BpfObject object = BpfObject.open(libbpf, new FfmLibc(), entry.getKey(), bytes)) {
                for (StructLayout layout : entry.getValue()) {
                    assertThat(compiled(object, layout.name().orElseThrow()))
                            .as("%s", layout.name())
                            .isEqualTo(ours(layout));
                }
            }
        }
    }

    private static Struct ours(StructLayout layout) {
        List<Field> fields = new ArrayList<>();
        long offset = 0;
        for (MemoryLayout member : layout.memberLayouts()) {
            fields.add(new Field(member.name().orElseThrow(), offset));
            offset += member.byteSize();
        }
        return new Struct(layout.byteSize(), fields);
    }

    /** {@code struct btf_type { name_off, info, size }} and vlen times {@code struct btf_member { name_off, type, bit offset }}. */
    private Struct compiled(BpfObject object, String name) {
        MemorySegment btf = object.btf();
        int id = BpfException.check("struct " + name, libbpf.btfFindByNameKind(btf, name, KIND_STRUCT));
        MemorySegment type = libbpf.btfTypeById(btf, id).reinterpret(BTF_TYPE_BYTES);
        int members = type.get(JAVA_INT, 4) & 0xffff;
        type = type.reinterpret(BTF_TYPE_BYTES + members * BTF_MEMBER_BYTES);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            long at = BTF_TYPE_BYTES + i * BTF_MEMBER_BYTES;
            fields.add(new Field(
                    libbpf.btfNameByOffset(btf, type.get(JAVA_INT, at)), (type.get(JAVA_INT, at + 8) & 0xffffff) / 8));
        }
        return new Struct(type.get(JAVA_INT, 8), fields);
    }
}
