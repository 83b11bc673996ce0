/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the probes and the agent share: the layout of every map value and key that user space reads. Fixed widths, no
 * padding, sizes a multiple of 8. A test of the agent compares these with its own layouts through the objects' BTF.
 */
#ifndef KERNSCALE_SIGNALS_H
#define KERNSCALE_SIGNALS_H

#include <linux/types.h>

#define HIST_SLOTS 26 /* slot i: [2^i, 2^(i+1)) us; slot 0 also shorter, the last also longer */

/* Why a thread is off the CPU: index into blocked_ns. */
enum cause { CAUSE_DISK, CAUSE_LOCK, CAUSE_NETWORK, CAUSE_POLL, CAUSE_SLEEP, CAUSE_OTHER, CAUSES };

/* Booked time of one cgroup on one CPU: what ended at a switch. */
struct sched_row {
	__u64 run_ns;
	__u64 wait_contention_ns;
	__u64 wait_quota_ns;
	__u64 blocked_ns[CAUSES];
	__u64 cycle_blocked_ns;
	__u64 voluntary;
	__u64 preempted_same;
	__u64 preempted_other;
	__u64 preempted_system;
	__u64 wait_hist[HIST_SLOTS];
};
_Static_assert(sizeof(struct sched_row) == 8 * (14 + HIST_SLOTS), "sched_row has padding");

/* Time in progress of one cgroup, over all its threads: what no switch has ended yet. */
struct sched_pending {
	__u64 run_ns;
	__u64 wait_contention_ns;
	__u64 wait_quota_ns;
	__u64 blocked_ns[CAUSES];
	__u32 threads;
	__u32 runnable;
};
_Static_assert(sizeof(struct sched_pending) == 8 * 10, "sched_pending has padding");

/* Who holds a slot. The two ancestors let user space find the pod of a container. */
struct sched_slot {
	__u64 cgroup_id; /* 0: free */
	__u64 parent_id;
	__u64 grandparent_id;
	__u64 pod_id; /* the topmost marked of the three; 0: no pod */
};
_Static_assert(sizeof(struct sched_slot) == 32, "sched_slot has padding");

/* What user space sets before the scheduler probe is loaded. */
struct sched_settings {
	__u32 slots; /* slot 0 takes what finds no other */
	__u32 unused;
};

/* What both sides of the scheduler probe write while it runs; clocks are the run queues' own. */
struct sched_control {
	__u64 session_id;	/* of the poll under way */
	__u64 polled_at_ns;	/* the poll before, or under way */
	__u64 poll_interval_ns; /* between that and the one before it */
	__s64 clock_offset_ns;	/* CLOCK_MONOTONIC minus the run queues' clock */
	__u64 offset_taken_ns;	/* CLOCK_MONOTONIC when that was measured */
	__u32 slots_used;	/* handed out at least once; slot 0 is never */
	__u32 pods_marked;	/* user space writes: 0 until it has said which cgroups are pods */
};
_Static_assert(sizeof(struct sched_control) == 48, "sched_control has padding");

/* What user space sets before the block probe is loaded. */
struct block_settings {
	__u64 queue_first; /* block_rq_insert and _issue pass the request queue before the request */
};

/* One cgroup's use of one device; cgroup 0 is what the kernel charges to nobody. */
struct block_key {
	__u64 cgroup_id;
	__u32 major;
	__u32 minor;
};
_Static_assert(sizeof(struct block_key) == 16, "block_key has padding");

struct block_row {
	__u64 reads;
	__u64 writes;
	__u64 read_bytes;
	__u64 written_bytes;
	__u64 queued_ns;
	__u64 device_ns;
	__s64 in_flight;
	__u64 queued_hist[HIST_SLOTS];
	__u64 device_hist[HIST_SLOTS];
};
_Static_assert(sizeof(struct block_row) == 8 * (7 + 2 * HIST_SLOTS), "block_row has padding");

/* Ticks of the sampling clock that found a thread of the cgroup on the CPU. */
struct sample_row {
	__u64 user;
	__u64 kernel;
};
_Static_assert(sizeof(struct sample_row) == 16, "sample_row has padding");

struct hot_key {
	__u64 cgroup_id;
	__u64 ip;
	__u32 tgid;
	__u32 in_kernel;
};
_Static_assert(sizeof(struct hot_key) == 24, "hot_key has padding");

#define EVENT_PATH_BYTES 496

enum event_kind { EVENT_CREATED = 1, EVENT_REMOVED = 2 };

struct cgroup_event {
	__u64 cgroup_id;
	__u32 kind;
	__s32 path_bytes; /* the closing zero among them; negative: the path could not be read */
	char path[EVENT_PATH_BYTES];
};
_Static_assert(sizeof(struct cgroup_event) == 512, "cgroup_event has padding");

#endif
