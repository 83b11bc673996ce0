/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What is kept of each socket: in a table, at the place that the low bits of its cookie name; where two sockets want
 * the same place, the second one's lies in its own storage. That is never full, but making it takes the kernel two
 * allocations, as long as ten runs of a program. Cookies are numbered one by one, so that sockets of one time share
 * pages.
 */
#ifndef KERNSCALE_TCP_STORE_BPF_H
#define KERNSCALE_TCP_STORE_BPF_H

#include "prelude.bpf.h"

/* Set before load. Its own section, so that user space finds it at offset 0. */
const volatile struct tcp_settings settings SEC(".rodata.settings") = {.slots = 64, .own_rows = 48, .share = 16};

enum socket_flag {
	SOCKET_OPEN = 1,       /* counted as an open connection */
	SOCKET_CONNECTING = 2, /* the turn in progress is an attempt to connect */
};

/* Times are of CLOCK_MONOTONIC. turn_ns is changed by exchange alone: threads and softirqs share a socket. */
struct tcp_socket {
	__u64 turn_ns;	/* when the turn in progress began; 0: none */
	__u64 phase_ns; /* when a turn last began or was answered; 0: never */
	__u64 last_ns;	/* last data, either way */
	__u64 odd_ns;	/* last overlap or unasked answer of this phase */
	__u32 slot;
	__u32 generation;
	__u32 flags;
	__u32 role;
	__u32 sent_seq;	 /* how far what was sent has been counted */
	__u32 taken_seq; /* the same for what was taken */
};

struct tcp_place {
	__u64 cookie; /* 0: free, and then all zero */
	struct tcp_socket socket;
};

/* key: low bits of the cookie. Sized before load. Nobody maps it, but what can be mapped begins on a cache line. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct tcp_place);
} places SEC(".maps");

/* key: socket. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct tcp_socket);
} sockets SEC(".maps");

static __always_inline struct tcp_place *place_of(__u64 cookie)
{
	__u32 index = cookie & settings.place_mask;

	return bpf_map_lookup_elem(&places, &index);
}

/* NULL when the socket was never met. One that was has a cookie. */
static __always_inline struct tcp_socket *known(struct sock *sk)
{
	__u64 cookie = sk->__sk_common.skc_cookie.counter;
	struct tcp_place *place = place_of(cookie);

	if (!cookie)
		return NULL;
	if (place && place->cookie == cookie)
		return &place->socket;
	return bpf_sk_storage_get(&sockets, sk, NULL, 0);
}

/* All zero, unless another CPU was first. NULL when the kernel has no memory. */
static __always_inline struct tcp_socket *remember(struct sock *sk)
{
	__u64 cookie = bpf_get_socket_cookie(sk);
	struct tcp_place *place = place_of(cookie);

	if (place && !__sync_val_compare_and_swap(&place->cookie, 0, cookie))
		return &place->socket;
	if (place && place->cookie == cookie)
		return &place->socket;
	return bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
}

/* Storage goes with its socket by itself. */
static __always_inline void forget(struct sock *sk)
{
	__u64 cookie = bpf_get_socket_cookie(sk);
	struct tcp_place *place = place_of(cookie);

	if (!place || place->cookie != cookie)
		return;
	__builtin_memset(&place->socket, 0, sizeof(place->socket));
	*(volatile __u64 *)&place->cookie = 0;
}

#endif
