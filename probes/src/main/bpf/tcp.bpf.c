// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Who asks whom over TCP, how often, and how long it waits: per owner, role, peer and port. Needs BTF; Linux >= 6.3
 * for sock_send_length, >= 5.15 for the segments that stand in for it.
 *
 * What is taken shows at tcp_rcv_space_adjust, not at sock_recv_length: that one misses splice, and is passed by every
 * socket of any family and by every look of an event loop that finds nothing.
 *
 * The owner is the cgroup in which the socket was made, for an accepted one its listener. There are no raw twins:
 * socket storage wants a pointer that the verifier knows to be a socket, and in a raw tracepoint nothing is one.
 */
#include "tcp_sockets.bpf.h"

/* For what a socket sends or takes: finds it a new edge if it has none any more. */
static __always_inline struct tcp_row *current_row(struct sock *sk, struct tcp_socket *s)
{
	struct tcp_row *row = row_of(s);

	if (row)
		return row;
	settle(sk, s);
	return row_of(s);
}

/*
 * Counts what the sequence shows to have been sent and not counted. An answer can be taken before the call that asked
 * has come to its end, by another thread; then on_take is first to see the request. TCP keeps the time of the last
 * transmission. A closed direction has used up one number more.
 */
static __always_inline void catch_up(struct sock *sk, struct tcp_row *row, struct tcp_socket *s, struct tcp_sock *tp,
				     __u64 now_ns)
{
	unsigned char state = sk->__sk_common.skc_state;
	__u32 bytes = tp->write_seq - s->sent_seq - (state != TCP_ESTABLISHED && state != TCP_CLOSE_WAIT);

	if (!(s->flags & SOCKET_OPEN)) {
		open_late(sk, row, s);
		return;
	}
	if ((__s32)bytes <= 0)
		return;
	s->sent_seq += bytes;
	sent(row, s, tp, now_ns, bytes);
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(on_send, struct sock *sk, int bytes)
{
	struct tcp_socket *s;
	struct tcp_sock *tp;
	struct tcp_row *row;

	if (bytes <= 0)
		return 0;
	s = known(sk) ?: meet_late(sk);
	row = s ? current_row(sk, s) : NULL;
	tp = bpf_skc_to_tcp_sock(sk);
	if (row && tp)
		catch_up(sk, row, s, tp, tp->tcp_clock_cache);
	return 0;
}

static __noinline int look_back(struct sock *sk)
{
	struct tcp_socket *s = known(sk) ?: meet_late(sk);
	struct tcp_row *row = s ? current_row(sk, s) : NULL;
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);

	if (row && tp)
		catch_up(sk, row, s, tp, tp->tcp_wstamp_ns);
	return 0;
}

/* Stands in for on_send: what was sent shows when something comes back for it. */
SEC("tp_btf/tcp_probe")
int BPF_PROG(on_segment, struct sock *sk)
{
	return look_back(sk);
}

/* Nothing taken, but data there: a peek. Nothing there either: splice has looked in vain. */
SEC("tp_btf/tcp_rcv_space_adjust")
int BPF_PROG(on_take, struct sock *sk)
{
	struct tcp_socket *s;
	struct tcp_sock *tp;
	struct tcp_row *row;
	__u32 bytes;

	s = known(sk) ?: meet_late(sk);
	row = s ? current_row(sk, s) : NULL;
	tp = bpf_skc_to_tcp_sock(sk);
	if (!row || !tp)
		return 0;
	catch_up(sk, row, s, tp, tp->tcp_wstamp_ns);
	bytes = tp->copied_seq - s->taken_seq;
	if (!bytes && !data_ahead(sk, tp))
		return 0;
	s->taken_seq += bytes;
	took(row, s, tp, bytes);
	return 0;
}

/* The peer's end of the stream, CLOSE_WAIT, matters to clients alone. */
static __always_inline bool matters(const struct sock *sk, int before, int state)
{
	__u32 states = 1 << TCP_ESTABLISHED | 1 << TCP_FIN_WAIT1 | 1 << TCP_LAST_ACK | 1 << TCP_CLOSE;

	return (1 << state & states || (state == TCP_CLOSE_WAIT && !sk->sk_max_ack_backlog)) && before != TCP_LISTEN;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_state, struct sock *sk, int before, int state)
{
	struct tcp_socket *s;

	if (state == TCP_SYN_SENT)
		return is_tcp(sk) ? start_connecting(sk) : 0;
	if (!matters(sk, before, state) || !is_tcp(sk))
		return 0;
	s = known(sk);
	if (s)
		return change_state(sk, s, state);
	return state == TCP_ESTABLISHED && before == TCP_SYN_RECV ? start_serving(sk) : 0;
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(on_retransmit, struct sock *sk)
{
	struct tcp_socket *s = known(sk);
	struct tcp_row *row = s ? row_of(s) : NULL;

	if (!row)
		return 0;
	add(&row->retransmits, 1);
	if (settings.by_segments && !(s->flags & SOCKET_CONNECTING))
		look_back(sk); /* nothing came back: this is the first sign of a request */
	return 0;
}

/* The last look at a socket: releases whatever a skipped change of state has left counted. */
SEC("tp_btf/tcp_destroy_sock")
int BPF_PROG(on_destroy, struct sock *sk)
{
	struct tcp_socket *s = known(sk);
	struct tcp_row *row = s ? row_of(s) : NULL;

	if (row)
		close(row, s, 0);
	if (row && s->turn_ns)
		end(row, s, bpf_ktime_get_ns());
	if (s)
		forget(sk);
	return 0;
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
	s = known(sk) ?: seed(sk);
	if (!s || !(s->flags & SOCKET_OPEN))
		return 0;
	describe(sk, s, &seen);
	bpf_seq_write(ctx->meta->seq, &seen, sizeof(seen));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
