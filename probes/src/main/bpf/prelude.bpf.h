/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What each probe starts with: kernel types, libbpf's headers, loss counters and the log2 histogram. */
#ifndef KERNSCALE_PRELUDE_BPF_H
#define KERNSCALE_PRELUDE_BPF_H

#include "kernel_types.bpf.h"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "signals.h"

#define LOSSES 4

/* key: an object's own enum of what can get lost; value: how often. Per CPU, so that counting needs no atomics. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LOSSES);
	__type(key, __u32);
	__type(value, __u64);
} losses SEC(".maps");

static __always_inline void lose(__u32 what)
{
	__u64 *count = bpf_map_lookup_elem(&losses, &what);

	if (count)
		(*count)++;
}

static __always_inline __u32 log2_u32(__u32 v)
{
	__u32 r, shift;

	r = (v > 0xFFFF) << 4;
	v >>= r;
	shift = (v > 0xFF) << 3;
	v >>= shift;
	r |= shift;
	shift = (v > 0xF) << 2;
	v >>= shift;
	r |= shift;
	shift = (v > 0x3) << 1;
	v >>= shift;
	r |= shift;
	return r | (v >> 1);
}

/* Below 4.3 s the division by 1000 is a multiplication, exact for 32 bits: BPF's own division costs three times that. */
static __always_inline __u32 hist_slot(__u64 ns)
{
	__u64 us = ns >> 32 ? ns / 1000 : ns * 274877907ULL >> 38;
	__u32 slot = us >> 32 ? HIST_SLOTS - 1 : log2_u32(us);

	return slot < HIST_SLOTS ? slot : HIST_SLOTS - 1;
}

static __always_inline __u64 cgroup_id_of(struct cgroup *cgrp)
{
	return cgrp->kn->id;
}

#endif
