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

/* Which end of a connection the owner is. */
enum tcp_role { TCP_CLIENT, TCP_SERVER };

/* What user space sets before the TCP probe is loaded. */
struct tcp_settings {
	__u32 slots;	   /* slot 0 takes what finds no other */
	__u32 own_rows;	   /* slots for peers by name; the rest is kept for tails */
	__u32 share;	   /* of them, what one cgroup may hold */
	__u32 stripe_mask; /* stripes - 1: a power of two */
	__u32 place_mask;  /* places for sockets - 1: a power of two */
	__u32 by_segments; /* there is no hook in the calls that send */
	__u32 shared;	   /* stripes have several writers at a time */
	__u32 unused;
};
_Static_assert(sizeof(struct tcp_settings) == 32, "tcp_settings has padding");

/* What both sides of the TCP probe write while it runs. */
struct tcp_control {
	__u32 slots_used; /* handed out at least once; slot 0 is never */
	__u32 held;	  /* handed out and not given back */
};
_Static_assert(sizeof(struct tcp_control) == 8, "tcp_control has padding");

/* Whom the sockets of a row belong to and talk to. Peer 0 and port 0: the tail. */
struct tcp_edge_key {
	__u64 cgroup_id; /* 0: free */
	__be32 peer[4];	 /* IPv4 as ::ffff:a.b.c.d */
	__u16 port;	 /* the service's, in host order: the peer's for a client, the own for a server */
	__u16 role;
	__u32 unused;
};
_Static_assert(sizeof(struct tcp_edge_key) == 32, "tcp_edge_key has padding");

/* Who holds a slot. The generation grows when user space takes the slot back. */
struct tcp_edge {
	struct tcp_edge_key key;
	__u32 generation;
	__u32 unused;
};
_Static_assert(sizeof(struct tcp_edge) == 40, "tcp_edge has padding");

/*
 * One edge on one stripe of CPUs. in_progress sums, over turns in progress, the time at which each began with its low
 * TURN_COUNT_BITS replaced by 1: one word holds their number and their beginnings, so that a reader never sees one
 * without the other. Example, with 20 bits: two turns begun at 0x300000 and 0x500000 make 0x800002; at now = 0x900000
 * they have lasted 2 * 0x900000 - 0x800000 = 0xa00000 ns. Sums are modulo 2^64 and over all stripes: a turn may end on
 * another CPU than it began on.
 */
#define TURN_COUNT_BITS 20 /* a million turns; beginnings to 1 ms, which is about the error of time in progress */
struct tcp_row {
	__u64 generation; /* of the slot: sockets that remember another one look for their edge again */
	__u64 sent_bytes;
	__u64 received_bytes;
	__u64 in_progress;
	__u64 requests;
	__u64 outstanding_ns; /* of turns and connection attempts that ended */
	__u64 last_ns;	      /* when anything was sent or received */
	__u64 rtt_us;	      /* smoothed, at the last end of a turn; the first cache line ends here */
	__u64 overlaps;
	__u64 unasked;
	__s64 open;
	__u64 opened;
	__u64 closed;
	__u64 refused;
	__u64 reset;
	__u64 timed_out;
	__u64 retransmits;
	__u64 answer_hist[HIST_SLOTS];
	__u64 unused[5];
};
_Static_assert(sizeof(struct tcp_row) == 6 * 64, "tcp_row must fill cache lines");

/* Value of slot_of: both together, so that a slot that is taken back meanwhile is not taken for the new holder's. */
struct tcp_ref {
	__u32 slot;
	__u32 generation;
};
_Static_assert(sizeof(struct tcp_ref) == 8, "tcp_ref has padding");

/* An open connection, as the walk over all of them shows it. */
struct tcp_seen {
	__be32 client[4]; /* the client's address, as in tcp_edge_key */
	__u32 slot;
	__u32 generation;
	__u16 client_port; /* host order */
	__u16 unused[3];
};
_Static_assert(sizeof(struct tcp_seen) == 32, "tcp_seen has padding");

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
