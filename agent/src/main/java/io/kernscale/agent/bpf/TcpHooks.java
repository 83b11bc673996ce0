// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Source;
import java.util.List;
import java.util.Map;

/** What the TCP probe's programs are attached to. */
final class TcpHooks {
    /** Run by hand; all others run by themselves. */
    static final String WALK = "on_walk";

    /** Only in the variant that counts by segments. */
    static final String SEGMENT = "on_segment";

    private static final String SEGMENTS_SHOW =
            "counts what is sent by segments, for want of sock_send_length (Linux 6.3): a request shows when something"
                    + " comes back for it";

    private TcpHooks() {}

    static List<Variant> variants(List<TcpOptions.Hooks> order) {
        return order.stream()
                .map(hooks -> switch (hooks) {
                    case SENDS -> variant("on_send", "sock_send_length", "");
                    case SEGMENTS -> variant(SEGMENT, "tcp_probe", SEGMENTS_SHOW);
                })
                .toList();
    }

    private static Variant variant(String program, String hook, String limits) {
        return new Variant(
                Source.TP_BTF,
                Map.of(
                        program,
                        hook,
                        "on_take",
                        "tcp_rcv_space_adjust",
                        "on_state",
                        "inet_sock_set_state",
                        "on_retransmit",
                        "tcp_retransmit_skb",
                        "on_destroy",
                        "tcp_destroy_sock",
                        WALK,
                        "iter/task_file"),
                limits);
    }
}
