/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Turns: a request and its answer as a socket shows them. On a client's socket what it sends asks and what it takes
 * answers, on a server's the other way round.
 *
 * The clock is the socket's own: TCP reads CLOCK_MONOTONIC whenever a segment comes or goes and keeps what it read in
 * tcp_clock_cache, so that what was sent carries the time of its first transmission, and what is taken that of its
 * arrival. Reading the clock again would cost more than all the rest of a program.
 */
#ifndef KERNSCALE_TCP_TURNS_BPF_H
#define KERNSCALE_TCP_TURNS_BPF_H

#include "tcp_maps.bpf.h"

/* A request written in parts, or an answer read in parts, takes less than this from its first part to its last. */
#define WHILE_NS 1000000LL
/* What goes on longer than this is a stream, however its parts follow each other; and it counts once in so long. */
#define STREAM_NS 1000000000LL

static __always_inline void add(__u64 *counter, __u64 n)
{
	__sync_fetch_and_add(counter, n);
}

/*
 * For what is written in system calls alone, which do not interrupt each other on one CPU, or where the loss of one
 * addition in millions does no harm. Gauges are exact only with atomics: softirqs end turns and connections too.
 */
static __always_inline void count(__u64 *counter, __u64 n)
{
	if (settings.shared)
		__sync_fetch_and_add(counter, n);
	else
		*counter += n;
}

static __always_inline __u64 in_progress(__u64 turn_ns)
{
	return (turn_ns & ~((1ULL << TURN_COUNT_BITS) - 1)) | 1;
}

static __always_inline bool begin(struct tcp_row *row, struct tcp_socket *s, __u64 now_ns)
{
	if (s->turn_ns || __sync_val_compare_and_swap(&s->turn_ns, 0, now_ns))
		return false;
	s->phase_ns = now_ns;
	s->odd_ns = 0;
	add(&row->in_progress, in_progress(now_ns));
	return true;
}

/*
 * Returns when the turn began, 0 when there was none. The two sums are written in this order, and read in the other
 * one: a reader in between finds the time of the turn missing, never twice.
 */
static __always_inline __u64 end(struct tcp_row *row, struct tcp_socket *s, __u64 now_ns)
{
	__u64 turn_ns = s->turn_ns ? __sync_lock_test_and_set(&s->turn_ns, 0) : 0;

	if (!turn_ns)
		return 0;
	add(&row->in_progress, -in_progress(turn_ns));
	if (now_ns > turn_ns)
		count(&row->outstanding_ns, now_ns - turn_ns);
	return turn_ns;
}

/* Signed: what two CPUs do to a socket may be seen out of order. */
static __always_inline bool passed(__u64 since_ns, __u64 now_ns, __s64 span_ns)
{
	return (__s64)(now_ns - since_ns) >= span_ns;
}

static __always_inline void count_odd(__u64 *counter, struct tcp_socket *s, __u64 now_ns)
{
	if (s->odd_ns && !passed(s->odd_ns, now_ns, STREAM_NS))
		return;
	s->odd_ns = now_ns;
	count(counter, 1);
}

/*
 * Whether bytes just sent are something new, and not the rest of what this phase began with: all that was sent before
 * has been acknowledged. An upload or a large answer that goes as fast as the network lets it always has bytes under
 * way.
 */
static __always_inline bool sent_anew(const struct tcp_sock *tp, const struct tcp_socket *s, __u64 now_ns, __u32 bytes)
{
	return passed(s->phase_ns, now_ns, STREAM_NS) ||
	       (passed(s->phase_ns, now_ns, WHILE_NS) && (__s32)(tp->snd_una - (tp->write_seq - bytes)) >= 0);
}

/* The same for bytes just taken: they arrived a while after those before them. */
static __always_inline bool arrived_anew(const struct tcp_socket *s, __u64 now_ns)
{
	return passed(s->last_ns, now_ns, WHILE_NS) || passed(s->phase_ns, now_ns, STREAM_NS);
}

static __always_inline void ask(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u64 now_ns,
				__u32 bytes)
{
	if (begin(row, s, now_ns))
		count(&row->requests, 1);
	else if (s->role == TCP_CLIENT ? sent_anew(tp, s, now_ns, bytes) : arrived_anew(s, now_ns))
		count_odd(&row->overlaps, s, now_ns);
}

/* What a peer says before it was ever asked is a greeting: MySQL's and SMTP's clients wait for it. */
static __always_inline void answer(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u64 now_ns,
				   __u32 bytes)
{
	__u64 turn_ns = end(row, s, now_ns);

	if (turn_ns) {
		count(&row->answer_hist[hist_slot(now_ns > turn_ns ? now_ns - turn_ns : 0)], 1);
		row->rtt_us = tp->srtt_us >> 3;
	} else if (s->phase_ns) {
		if (s->role == TCP_CLIENT ? arrived_anew(s, now_ns) : sent_anew(tp, s, now_ns, bytes))
			count_odd(&row->unasked, s, now_ns);
		return;
	}
	s->phase_ns = now_ns;
	s->odd_ns = 0;
}

static __always_inline void sent(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u64 now_ns,
				 __u32 bytes)
{
	count(&row->sent_bytes, bytes);
	if (s->role == TCP_CLIENT)
		ask(row, s, tp, now_ns, bytes);
	else
		answer(row, s, tp, now_ns, bytes);
	s->last_ns = now_ns;
	row->last_ns = now_ns;
}

static __always_inline void took(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u32 bytes)
{
	__u64 now_ns = tp->tcp_clock_cache;

	if (bytes)
		count(&row->received_bytes, bytes);
	if (s->role == TCP_CLIENT)
		answer(row, s, tp, now_ns, bytes);
	else
		ask(row, s, tp, now_ns, bytes);
	s->last_ns = now_ns;
	row->last_ns = now_ns;
}

#endif
