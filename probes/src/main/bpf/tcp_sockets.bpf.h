/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The life of a socket, from the first time it is seen to its end. */
#ifndef KERNSCALE_TCP_SOCKETS_BPF_H
#define KERNSCALE_TCP_SOCKETS_BPF_H

#include "tcp_turns.bpf.h"

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
#define EPIPE 32
#define ECONNRESET 104
#define ETIMEDOUT 110

static __always_inline bool is_tcp(const struct sock *sk)
{
	unsigned short family = sk->__sk_common.skc_family;

	return (family == AF_INET || family == AF_INET6) && sk->sk_protocol == IPPROTO_TCP;
}

static __always_inline bool is_connected(struct sock *sk)
{
	unsigned char state = sk->__sk_common.skc_state;

	return state != TCP_SYN_SENT && state != TCP_SYN_RECV && state != TCP_CLOSE && state != TCP_LISTEN;
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

/* Returns when the last segment came or went. */
static __always_inline __u64 remember_sequence(struct sock *sk, struct tcp_socket *s)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);

	if (!tp)
		return 0;
	s->sent_seq = tp->write_seq;
	s->taken_seq = tp->copied_seq;
	return tp->tcp_clock_cache;
}

static __noinline struct tcp_socket *meet(struct sock *sk, __u32 role, __u32 flags)
{
	struct tcp_socket *s = remember(sk);

	if (!s) {
		lose(LOST_STORAGE);
		return NULL;
	}
	s->role = role;
	s->flags = flags;
	settle(sk, s);
	return s;
}

/* A socket that nobody saw begin. An accepted one has its listener's backlog; one that connected never had any. */
static __always_inline struct tcp_socket *meet_late(struct sock *sk)
{
	struct tcp_socket *s;

	if (!is_tcp(sk) || !is_connected(sk))
		return NULL;
	s = meet(sk, sk->sk_max_ack_backlog ? TCP_SERVER : TCP_CLIENT, SOCKET_OPEN);
	if (s)
		remember_sequence(sk, s);
	return s;
}

/*
 * A socket that existed before the probe. A client that sent after it last received waits for an answer, from now on; a
 * server that received last is at work. The kernel keeps both times in jiffies: an exchange within one is over.
 */
static __noinline struct tcp_socket *seed(struct sock *sk)
{
	struct tcp_socket *s = meet_late(sk);
	struct tcp_row *row = s ? row_of(s) : NULL;
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	__s32 sent_last;

	if (!row || !tp)
		return NULL;
	sent_last = tp->lsndtime - tp->inet_conn.icsk_ack.lrcvtime;
	if (s->role == TCP_CLIENT ? sent_last > 0 : sent_last < 0)
		begin(row, s, bpf_ktime_get_ns());
	return s;
}

static __noinline int start_connecting(struct sock *sk)
{
	struct tcp_socket *s = meet(sk, TCP_CLIENT, SOCKET_CONNECTING);
	struct tcp_row *row = s ? row_of(s) : NULL;
	__u64 now_ns = bpf_ktime_get_ns();

	if (row && !__sync_val_compare_and_swap(&s->turn_ns, 0, now_ns))
		add(&row->in_progress, in_progress(now_ns));
	return 0;
}

static __always_inline void open(struct sock *sk, struct tcp_row *row, struct tcp_socket *s)
{
	if (__sync_fetch_and_or(&s->flags, SOCKET_OPEN) & SOCKET_OPEN)
		return;
	__sync_fetch_and_add(&row->open, 1);
	add(&row->opened, 1);
	row->last_ns = remember_sequence(sk, s);
}

/* The change of state was skipped: the socket is connected all the same. */
static __noinline int open_late(struct sock *sk, struct tcp_row *row, struct tcp_socket *s)
{
	if (!is_connected(sk) || !row || !s)
		return 0;
	s->flags &= ~SOCKET_CONNECTING;
	end(row, s, bpf_ktime_get_ns());
	open(sk, row, s);
	return 0;
}

static __noinline int start_serving(struct sock *sk)
{
	struct tcp_socket *s = meet(sk, TCP_SERVER, 0);
	struct tcp_row *row = s ? row_of(s) : NULL;

	if (row)
		open(sk, row, s);
	return 0;
}

/* An attempt that connect() itself gave up has no error yet and is not shut down: no route, no free port. */
static __always_inline void count_failed_attempt(struct tcp_row *row, struct sock *sk)
{
	int error = sk->sk_err;

	row->last_ns = bpf_ktime_get_ns();
	if (error == ETIMEDOUT || (!error && sk->sk_shutdown == SHUTDOWN_MASK))
		add(&row->timed_out, 1);
	else if (error == ECONNRESET || error == EPIPE)
		add(&row->reset, 1);
	else
		add(&row->refused, 1);
}

static __always_inline void close(struct tcp_row *row, struct tcp_socket *s, int error)
{
	if (!(__sync_fetch_and_and(&s->flags, ~SOCKET_OPEN) & SOCKET_OPEN))
		return;
	__sync_fetch_and_add(&row->open, -1);
	add(&row->closed, 1);
	if (error == ECONNRESET || error == EPIPE)
		add(&row->reset, 1);
	else if (error == ETIMEDOUT)
		add(&row->timed_out, 1);
}

/* Whether there is data that nobody has taken yet. The end of the peer's stream counts as one byte. */
static __always_inline bool data_ahead(const struct sock *sk, const struct tcp_sock *tp)
{
	return tp->rcv_nxt - tp->copied_seq > (sk->sk_shutdown & RCV_SHUTDOWN ? 1 : 0);
}

/* Not after shutdown(SHUT_WR), which leads to the same states. */
static __always_inline bool closed_here(const struct sock *sk, int state)
{
	return (state == TCP_FIN_WAIT1 || state == TCP_LAST_ACK) && sk->sk_shutdown == SHUTDOWN_MASK;
}

/* A client whose peer has closed may still take an answer that came before; if it does not, its own end ends the turn. */
static __always_inline bool ends_turn(struct sock *sk, const struct tcp_socket *s, int state)
{
	struct tcp_sock *tp;

	if (s->role == TCP_SERVER)
		return state == TCP_CLOSE || closed_here(sk, state);
	if (state != TCP_CLOSE && state != TCP_CLOSE_WAIT && !closed_here(sk, state))
		return false;
	tp = bpf_skc_to_tcp_sock(sk);
	return tp && !data_ahead(sk, tp);
}

static __noinline int change_state(struct sock *sk, struct tcp_socket *s, int state)
{
	struct tcp_row *row = row_of(s);
	bool connecting = s->flags & SOCKET_CONNECTING;

	if (!row)
		return 0; /* its edge was given up: it counts nowhere until it sends or takes something */
	if (state == TCP_ESTABLISHED)
		open(sk, row, s);
	else if (connecting && state == TCP_CLOSE)
		count_failed_attempt(row, sk);
	else if (state == TCP_CLOSE || closed_here(sk, state))
		close(row, s, sk->sk_err);
	if (!s->turn_ns || !(connecting || ends_turn(sk, s, state)))
		return 0;
	s->flags &= ~SOCKET_CONNECTING;
	end(row, s, bpf_ktime_get_ns());
	return 0;
}

#endif
