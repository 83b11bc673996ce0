// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Where threads are when a clock ticks on their CPU: user space or kernel, and at which address. Linux >= 5.15. */
#include "prelude.bpf.h"
#include <linux/bpf_perf_event.h>

enum sampling_loss {
	LOST_CGROUP,  /* samples of cgroups that found no row */
	LOST_ADDRESS, /* samples that count for their cgroup, but whose address found no room */
};

/* key: cgroup id. One row for all CPUs, with atomics: 99 samples a second and CPU are few. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct sample_row);
} ticks SEC(".maps");

/* key: an address in a process, value: samples there. User space empties it; full, it keeps the addresses it has. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, struct hot_key);
	__type(value, __u64);
} hot SEC(".maps");

static __always_inline bool in_kernel(struct bpf_perf_event_data *ctx)
{
#if defined(__TARGET_ARCH_x86)
	return !(ctx->regs.cs & 3); /* privilege level 0 */
#else
	return ctx->regs.pstate & 0xf; /* exception level above 0 */
#endif
}

static __always_inline void count_tick(__u64 cgroup_id, bool kernel)
{
	struct sample_row none = {}, *row;

	row = bpf_map_lookup_elem(&ticks, &cgroup_id);
	if (!row) {
		bpf_map_update_elem(&ticks, &cgroup_id, &none, BPF_NOEXIST);
		row = bpf_map_lookup_elem(&ticks, &cgroup_id);
	}
	if (!row)
		lose(LOST_CGROUP);
	else
		__sync_fetch_and_add(kernel ? &row->kernel : &row->user, 1);
}

SEC("perf_event")
int on_tick(struct bpf_perf_event_data *ctx)
{
	__u64 first = 1, *samples;
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	struct hot_key key = {
		.cgroup_id = bpf_get_current_cgroup_id(),
		.ip = PT_REGS_IP(&ctx->regs),
		.tgid = pid_tgid >> 32,
		.in_kernel = in_kernel(ctx),
	};

	if (!pid_tgid)
		return 0; /* idle */
	count_tick(key.cgroup_id, key.in_kernel);
	if (key.in_kernel)
		key.tgid = 0; /* the kernel is the same for all */
	samples = bpf_map_lookup_elem(&hot, &key);
	if (samples)
		__sync_fetch_and_add(samples, 1);
	else if (bpf_map_update_elem(&hot, &key, &first, BPF_NOEXIST))
		lose(LOST_ADDRESS);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
