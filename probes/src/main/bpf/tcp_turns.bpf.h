/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Turns: a request and its answer as a socket shows them. On a client's socket what it sends asks and what it receives
 * answers, on a server's the other way round.
 *
 * The clock is the socket's own: TCP reads CLOCK_MONOTONIC whenever a segment comes or goes and keeps what it read in
 * tcp_clock_cache, so that a send carries the time of its first transmission, and a receive that of the data's arrival,
 * or later, up to the call. Reading the clock again would cost more than all the rest of a program.
 */
#ifndef KERNSCALE_TCP_TURNS_BPF_H
#define KERNSCALE_TCP_TURNS_BPF_H

#include "tcp_maps.bpf.h"

#define IPPROTO_TCP 6
#define TCP_ESTABLISHED 1
#define TCP_SYN_SENT 2
#define TCP_SYN_RECV 3
#define TCP_FIN_WAIT1 4
#define TCP_CLOSE 7
#define TCP_CLOSE_WAIT 8
#define TCP_LAST_ACK 9
#define TCP_LISTEN 10
#define RCV_SHUTDOWN 1
#define SHUTDOWN_MASK 3

/* A request written in parts, or an answer read in parts, takes less than this from its first part to its last. */
#define WHILE_NS 1000000ULL
/* What goes on longer than this is a stream, however its parts follow each other; and it counts once in so long. */
#define STREAM_NS 1000000000ULL

static __always_inline void add(__u64 *counter, __u64 n)
{
	__sync_fetch_and_add(counter, n);
}

static __always_inline bool is_tcp(const struct sock *sk)
{
	unsigned short family = sk->__sk_common.skc_family;

	return (family == AF_INET || family == AF_INET6) && sk->sk_protocol == IPPROTO_TCP;
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
		add(&row->outstanding_ns, now_ns - turn_ns);
	return turn_ns;
}

static __always_inline void count_odd(__u64 *counter, struct tcp_socket *s, __u64 now_ns)
{
	if (s->odd_ns && now_ns - s->odd_ns < STREAM_NS)
		return;
	s->odd_ns = now_ns;
	add(counter, 1);
}

/*
 * Whether bytes just sent are something new, and not the rest of what this phase began with: all that was sent before
 * has been acknowledged. An upload or a large answer that goes as fast as the network lets it always has bytes under
 * way.
 */
static __always_inline bool sent_anew(const struct tcp_sock *tp, const struct tcp_socket *s, __u64 now_ns, __u32 bytes)
{
	__u64 since_ns = now_ns - s->phase_ns;

	return since_ns >= STREAM_NS || (since_ns >= WHILE_NS && (__s32)(tp->snd_una - (tp->write_seq - bytes)) >= 0);
}

/* The same for bytes just received: they arrived a while after those before them. */
static __always_inline bool received_anew(const struct tcp_sock *tp, const struct tcp_socket *s, __u64 now_ns)
{
	return (__s32)(tp->copied_seq - s->received_seq) > 0 &&
	       (now_ns - s->last_ns >= WHILE_NS || now_ns - s->phase_ns >= STREAM_NS);
}

static __always_inline void ask(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u64 now_ns,
				__u32 bytes)
{
	if (begin(row, s, now_ns))
		add(&row->requests, 1);
	else if (s->role == TCP_CLIENT ? sent_anew(tp, s, now_ns, bytes) : received_anew(tp, s, now_ns))
		count_odd(&row->overlaps, s, now_ns);
}

/* What a peer says before it was ever asked is a greeting: MySQL's and SMTP's clients wait for it. */
static __always_inline void answer(struct tcp_row *row, struct tcp_socket *s, const struct tcp_sock *tp, __u64 now_ns,
				   __u32 bytes)
{
	__u64 turn_ns = end(row, s, now_ns);

	if (turn_ns) {
		add(&row->answer_hist[hist_slot(now_ns > turn_ns ? now_ns - turn_ns : 0)], 1);
		row->rtt_us = tp->srtt_us >> 3;
	} else if (s->phase_ns) {
		if (s->role == TCP_CLIENT ? received_anew(tp, s, now_ns) : sent_anew(tp, s, now_ns, bytes))
			count_odd(&row->unasked, s, now_ns);
		return;
	}
	s->phase_ns = now_ns;
	s->odd_ns = 0;
}

/* Counts the socket, with the turn it is in, where it now belongs. */
static __noinline int settle(struct sock *sk, struct tcp_socket *s)
{
	struct tcp_row *row;

	place(sk, s);
	row = row_at(s->slot);
	if (!row)
		return 0;
	if (s->flags & SOCKET_OPEN)
		__sync_fetch_and_add(&row->open, 1);
	if (s->turn_ns)
		add(&row->in_progress, in_progress(s->turn_ns));
	return 0;
}

static __always_inline bool settled(const struct tcp_socket *s)
{
	struct tcp_edge *edge = bpf_map_lookup_elem(&edges, &s->slot);

	return edge && edge->generation == s->generation;
}

static __always_inline bool is_connected(struct sock *sk)
{
	unsigned char state = sk->__sk_common.skc_state;

	return state != TCP_SYN_SENT && state != TCP_SYN_RECV && state != TCP_CLOSE && state != TCP_LISTEN;
}

static __noinline struct tcp_socket *meet(struct sock *sk, __u32 role, __u32 flags)
{
	struct tcp_socket *s = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);

	if (!s) {
		lose(LOST_STORAGE);
		return NULL;
	}
	s->role = role;
	s->flags = flags;
	settle(sk, s);
	return s;
}

static __always_inline void remember_sequence(struct sock *sk, struct tcp_socket *s)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);

	if (!tp)
		return;
	s->sent_seq = tp->write_seq;
	s->received_seq = settings.by_segments ? tp->copied_seq : tp->rcv_nxt;
}

/* A socket that nobody saw begin. An accepted one has its listener's backlog; one that connected never had any. */
static __always_inline struct tcp_socket *meet_late(struct sock *sk)
{
	struct tcp_socket *s;

	if (!is_connected(sk))
		return NULL;
	s = meet(sk, sk->sk_max_ack_backlog ? TCP_SERVER : TCP_CLIENT, SOCKET_OPEN);
	if (s)
		remember_sequence(sk, s);
	return s;
}

#endif
