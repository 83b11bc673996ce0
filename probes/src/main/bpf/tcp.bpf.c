// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Who asks whom over TCP, how often, and how long it waits: per owner, role, peer and port. Needs BTF; Linux >= 6.3
 * for sock_send_length and sock_recv_length, >= 5.15 for the segments that stand in for them.
 *
 * The owner is the cgroup in which the socket was made, for an accepted one its listener. There are no raw twins:
 * socket storage wants a pointer that the verifier knows to be a socket, and in a raw tracepoint nothing is one.
 */
#include "tcp_turns.bpf.h"

#define MSG_PEEK 2
#define MSG_ERRQUEUE 0x2000
#define EAGAIN 11
#define EPIPE 32
#define ENETUNREACH 101
#define ECONNRESET 104
#define ETIMEDOUT 110
#define ECONNREFUSED 111
#define EHOSTUNREACH 113

static __always_inline struct tcp_socket *socket_of(struct sock *sk)
{
	struct tcp_socket *s = bpf_sk_storage_get(&sockets, sk, NULL, 0);

	if (!s)
		return meet_late(sk);
	if (!settled(s))
		settle(sk, s);
	return s;
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(on_send, struct sock *sk, int bytes)
{
	struct tcp_socket *s;
	struct tcp_sock *tp;
	struct tcp_row *row;
	__u64 now_ns;

	if (bytes <= 0 || !is_tcp(sk))
		return 0;
	s = socket_of(sk);
	if (!s)
		return 0;
	row = row_at(s->slot);
	tp = bpf_skc_to_tcp_sock(sk);
	if (!row || !tp)
		return 0;
	now_ns = tp->tcp_clock_cache;
	add(&row->sent_bytes, bytes);
	if (s->role == TCP_CLIENT)
		ask(row, s, tp, now_ns, bytes);
	else
		answer(row, s, tp, now_ns, bytes);
	s->last_ns = now_ns;
	row->last_ns = now_ns;
	return 0;
}

/* The end of the peer's stream, or of the connection: nobody waits any more. */
static __noinline int receive_nothing(struct sock *sk)
{
	struct tcp_socket *s;
	struct tcp_row *row;

	if (!(sk->sk_shutdown & RCV_SHUTDOWN))
		return 0;
	s = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (!s || s->role != TCP_CLIENT || !s->turn_ns || !settled(s))
		return 0;
	row = row_at(s->slot);
	if (row)
		end(row, s, bpf_ktime_get_ns());
	return 0;
}

SEC("tp_btf/sock_recv_length")
int BPF_PROG(on_receive, struct sock *sk, int bytes, int flags)
{
	struct tcp_socket *s;
	struct tcp_sock *tp;
	struct tcp_row *row;
	__u64 now_ns;

	if (bytes == -EAGAIN || !is_tcp(sk))
		return 0;
	if (bytes <= 0)
		return receive_nothing(sk);
	if (flags & MSG_ERRQUEUE)
		return 0;
	s = socket_of(sk);
	if (!s)
		return 0;
	row = row_at(s->slot);
	tp = bpf_skc_to_tcp_sock(sk);
	if (!row || !tp)
		return 0;
	now_ns = tp->tcp_clock_cache;
	if (!(flags & MSG_PEEK))
		add(&row->received_bytes, bytes);
	if (s->role == TCP_CLIENT)
		answer(row, s, tp, now_ns, bytes);
	else
		ask(row, s, tp, now_ns, bytes);
	s->received_seq = tp->rcv_nxt;
	s->last_ns = now_ns;
	row->last_ns = now_ns;
	return 0;
}

/*
 * Without hooks in the calls, what a socket sent and took shows in its sequence numbers when a segment comes in, and
 * when data is taken. The last transmission's time is kept by TCP. A closed direction has used up one number more.
 */
static __noinline int look(struct sock *sk)
{
	struct tcp_socket *s = socket_of(sk);
	struct tcp_row *row = s ? row_at(s->slot) : NULL;
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	unsigned char state = sk->__sk_common.skc_state;
	__u32 sent, taken;

	if (!row || !tp)
		return 0;
	sent = tp->write_seq - s->sent_seq - (state != TCP_ESTABLISHED && state != TCP_CLOSE_WAIT);
	if ((__s32)sent > 0) {
		s->sent_seq += sent;
		add(&row->sent_bytes, sent);
		if (s->role == TCP_CLIENT)
			ask(row, s, tp, tp->tcp_wstamp_ns, sent);
		else
			answer(row, s, tp, tp->tcp_wstamp_ns, sent);
		row->last_ns = s->last_ns = tp->tcp_wstamp_ns;
	}
	taken = tp->copied_seq - s->received_seq;
	if ((__s32)taken > 0) {
		add(&row->received_bytes, taken);
		if (s->role == TCP_CLIENT)
			answer(row, s, tp, tp->tcp_clock_cache, taken);
		else
			ask(row, s, tp, tp->tcp_clock_cache, taken);
		s->received_seq += taken;
		row->last_ns = s->last_ns = tp->tcp_clock_cache;
	}
	return 0;
}

SEC("tp_btf/tcp_probe")
int BPF_PROG(on_segment, struct sock *sk)
{
	return is_tcp(sk) ? look(sk) : 0;
}

SEC("tp_btf/tcp_rcv_space_adjust")
int BPF_PROG(on_take, struct sock *sk)
{
	return is_tcp(sk) ? look(sk) : 0;
}

static __always_inline void open(struct sock *sk, struct tcp_row *row, struct tcp_socket *s)
{
	remember_sequence(sk, s);
	row->last_ns = bpf_ktime_get_ns();
	if (__sync_fetch_and_or(&s->flags, SOCKET_OPEN) & SOCKET_OPEN)
		return;
	__sync_fetch_and_add(&row->open, 1);
	add(&row->opened, 1);
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
	row->last_ns = bpf_ktime_get_ns();
	__sync_fetch_and_add(&row->open, -1);
	add(&row->closed, 1);
	if (error == ECONNRESET || error == EPIPE)
		add(&row->reset, 1);
	else if (error == ETIMEDOUT)
		add(&row->timed_out, 1);
}

/*
 * Whether a change of state leaves an answer to be read: it is in the queue, or a system call is at it. The end of the
 * peer's stream counts as one byte.
 */
static __always_inline bool answer_ahead(struct sock *sk)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	__u32 end = sk->sk_shutdown & RCV_SHUTDOWN ? 1 : 0;

	return tp && tp->rcv_nxt - tp->copied_seq > end;
}

static __always_inline bool ends_turn(struct sock *sk, const struct tcp_socket *s, int state)
{
	bool closed_here = sk->sk_shutdown == SHUTDOWN_MASK && (state == TCP_FIN_WAIT1 || state == TCP_LAST_ACK);

	if (s->role == TCP_SERVER)
		return closed_here || state == TCP_CLOSE;
	if (closed_here)
		return !answer_ahead(sk);
	return (state == TCP_CLOSE || state == TCP_CLOSE_WAIT) && !sk->sk_lock.owned && !answer_ahead(sk);
}

static __noinline int change_state(struct sock *sk, struct tcp_socket *s, int state)
{
	struct tcp_row *row;
	__u32 flags;

	if (!settled(s))
		return 0; /* its edge was given up; it counts nowhere until it sends or receives */
	row = row_at(s->slot);
	if (!row)
		return 0;
	flags = s->flags;
	if (state == TCP_ESTABLISHED) {
		open(sk, row, s);
	} else if (flags & SOCKET_CONNECTING && state == TCP_CLOSE) {
		count_failed_attempt(row, sk);
	} else if (state == TCP_CLOSE ||
		   (sk->sk_shutdown == SHUTDOWN_MASK && (state == TCP_FIN_WAIT1 || state == TCP_LAST_ACK))) {
		close(row, s, sk->sk_err);
	}
	if (flags & SOCKET_CONNECTING || ends_turn(sk, s, state)) {
		s->flags &= ~SOCKET_CONNECTING;
		end(row, s, bpf_ktime_get_ns());
	}
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_state, struct sock *sk, int before, int state)
{
	struct tcp_socket *s;
	struct tcp_row *row;

	if (!is_tcp(sk) || before == TCP_LISTEN || state == TCP_LISTEN)
		return 0;
	s = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (s)
		return change_state(sk, s, state);
	if (state == TCP_SYN_SENT) {
		s = meet(sk, TCP_CLIENT, SOCKET_CONNECTING);
		row = s ? row_at(s->slot) : NULL;
		if (row && !__sync_val_compare_and_swap(&s->turn_ns, 0, bpf_ktime_get_ns()))
			add(&row->in_progress, in_progress(s->turn_ns));
	} else if (state == TCP_ESTABLISHED && before == TCP_SYN_RECV) {
		s = meet(sk, TCP_SERVER, 0);
		row = s ? row_at(s->slot) : NULL;
		if (row)
			open(sk, row, s);
	}
	return 0;
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(on_retransmit, struct sock *sk)
{
	struct tcp_socket *s = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	struct tcp_row *row = s && settled(s) ? row_at(s->slot) : NULL;

	if (row)
		add(&row->retransmits, 1);
	if (row && settings.by_segments)
		look(sk); /* nothing came back yet: this is the first sign of a request */
	return 0;
}

/* The last look at a socket: releases whatever a skipped change of state has left counted. */
SEC("tp_btf/tcp_destroy_sock")
int BPF_PROG(on_destroy, struct sock *sk)
{
	struct tcp_socket *s = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	struct tcp_row *row = s && settled(s) ? row_at(s->slot) : NULL;

	if (!row)
		return 0;
	close(row, s, 0);
	if (s->turn_ns)
		end(row, s, bpf_ktime_get_ns());
	return 0;
}

/*
 * A socket that existed before the probe. A client that sent after it last received waits for an answer, from now on; a
 * server that received last is at work. The kernel keeps both times in jiffies: an exchange within one is over.
 */
static __noinline struct tcp_socket *seed(struct sock *sk)
{
	struct tcp_socket *s = meet_late(sk);
	struct tcp_row *row = s ? row_at(s->slot) : NULL;
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	__s32 sent_last;

	if (!row || !tp)
		return NULL;
	sent_last = tp->lsndtime - tp->inet_conn.icsk_ack.lrcvtime;
	if (s->role == TCP_CLIENT ? sent_last > 0 : sent_last < 0)
		begin(row, s, bpf_ktime_get_ns());
	return s;
}

/* A function of its own, so that the object's BTF has the struct. */
static __noinline int describe(struct sock *sk, const struct tcp_socket *s, struct tcp_seen *seen)
{
	bool client = s->role == TCP_CLIENT;

	read_address(sk, client, seen->client);
	seen->client_port = client ? sk->__sk_common.skc_num : __builtin_bswap16(sk->__sk_common.skc_dport);
	seen->slot = s->slot;
	seen->generation = s->generation;
	return 0;
}

/*
 * Shows user space all connections of all network namespaces that some process holds. The iterator over the sockets'
 * storage would be shorter, but is not allowed everywhere.
 */
SEC("iter/task_file")
int on_walk(struct bpf_iter__task_file *ctx)
{
	struct file *file = ctx->file;
	struct socket *socket = file ? bpf_sock_from_file(file) : NULL;
	struct sock *sk = socket ? socket->sk : NULL;
	struct tcp_seen seen = {};
	struct tcp_socket *s;

	if (!sk || !is_tcp(sk))
		return 0;
	s = bpf_sk_storage_get(&sockets, sk, NULL, 0) ?: seed(sk);
	if (!s || !(s->flags & SOCKET_OPEN))
		return 0;
	describe(sk, s, &seen);
	bpf_seq_write(ctx->meta->seq, &seen, sizeof(seen));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
