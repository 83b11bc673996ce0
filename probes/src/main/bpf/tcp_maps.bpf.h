/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The TCP probe's maps, and how a socket gets a slot in them. */
#ifndef KERNSCALE_TCP_MAPS_BPF_H
#define KERNSCALE_TCP_MAPS_BPF_H

#include "tcp_store.bpf.h"

#define AF_INET 2
#define AF_INET6 10
#define MAPPED_PREFIX __builtin_bswap32(0xffff)

enum tcp_loss {
	LOST_TABLE,   /* connections folded into a tail because the table is full */
	LOST_SHARE,   /* the same because their cgroup holds its share of it */
	LOST_TAIL,    /* connections without even a tail: booked to slot 0, which nobody reads */
	LOST_STORAGE, /* sockets for which the kernel had no memory, or no leave, to keep state */
};

/* Mapped by user space. slots_used begins with slot 0. */
struct tcp_control control SEC(".data.control") = {.slots_used = 1};

/*
 * key: stripe * slots + slot, value: what was counted. A plain array, because user space can map that one. A stripe is
 * a CPU's while memory lasts.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct tcp_row);
} rows SEC(".maps");

/* key: slot, value: the edge that holds it. User space takes a slot back by raising the generation. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct tcp_edge);
} edges SEC(".maps");

/* key: edge, value: slot and its generation. Asked once a connection. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct tcp_edge_key);
	__type(value, struct tcp_ref);
} slot_of SEC(".maps");

/* value: a slot that user space gave back. */
struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 64);
	__type(value, __u32);
} free_slots SEC(".maps");

/* key: cgroup id, value: slots that it holds. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u32);
} shares SEC(".maps");

static __always_inline struct tcp_row *row_at(__u32 slot)
{
	__u32 index = (bpf_get_smp_processor_id() & settings.stripe_mask) * settings.slots + slot;

	return bpf_map_lookup_elem(&rows, &index);
}

/* NULL when its edge has been given up. */
static __always_inline struct tcp_row *row_of(const struct tcp_socket *s)
{
	struct tcp_row *row = row_at(s->slot);

	return row && row->generation == s->generation ? row : NULL;
}

static __always_inline __u32 take_slot(__u32 limit)
{
	__u32 slot;

	if (__sync_fetch_and_add(&control.held, 1) < limit) {
		if (!bpf_map_pop_elem(&free_slots, &slot))
			return slot;
		slot = __sync_fetch_and_add(&control.slots_used, 1);
		if (slot < settings.slots)
			return slot;
	}
	__sync_fetch_and_add(&control.held, -1);
	return 0;
}

static __always_inline void give_back(__u32 slot)
{
	bpf_map_push_elem(&free_slots, &slot, 0);
	__sync_fetch_and_add(&control.held, -1);
}

static __always_inline bool find_slot(const struct tcp_edge_key *key, struct tcp_socket *s)
{
	struct tcp_ref *ref = bpf_map_lookup_elem(&slot_of, key);

	if (!ref)
		return false;
	s->generation = ref->generation;
	s->slot = ref->slot;
	return true;
}

static __always_inline bool within_share(__u64 cgroup_id)
{
	__u32 *held = bpf_map_lookup_elem(&shares, &cgroup_id);

	return !held || *held < settings.share;
}

static __always_inline void count_share(__u64 cgroup_id)
{
	__u32 *held = bpf_map_lookup_elem(&shares, &cgroup_id), one = 1;

	if (held)
		__sync_fetch_and_add(held, 1);
	else
		bpf_map_update_elem(&shares, &cgroup_id, &one, BPF_NOEXIST);
}

/* The cgroup's id is written last: user space takes it as the sign that the rest is there. */
static __always_inline bool make_slot(const struct tcp_edge_key *key, struct tcp_socket *s, __u32 limit)
{
	struct tcp_ref ref = {.slot = take_slot(limit)};
	struct tcp_edge *edge;

	if (!ref.slot)
		return false;
	edge = bpf_map_lookup_elem(&edges, &ref.slot);
	if (!edge)
		return false;
	ref.generation = edge->generation;
	if (bpf_map_update_elem(&slot_of, key, &ref, BPF_NOEXIST)) {
		give_back(ref.slot); /* another CPU was first */
		return find_slot(key, s);
	}
	__builtin_memcpy(edge->key.peer, key->peer, sizeof(key->peer));
	edge->key.port = key->port;
	edge->key.role = key->role;
	*(volatile __u64 *)&edge->key.cgroup_id = key->cgroup_id;
	count_share(key->cgroup_id);
	s->generation = ref.generation;
	s->slot = ref.slot;
	return true;
}

static __always_inline void read_address(struct sock *sk, bool local, __be32 *address)
{
	struct sock_common *common = &sk->__sk_common;

	if (common->skc_family == AF_INET6 && bpf_core_field_exists(common->skc_v6_daddr)) {
		struct in6_addr *from = local ? &common->skc_v6_rcv_saddr : &common->skc_v6_daddr;

		address[0] = from->in6_u.u6_addr32[0];
		address[1] = from->in6_u.u6_addr32[1];
		address[2] = from->in6_u.u6_addr32[2];
		address[3] = from->in6_u.u6_addr32[3];
		return;
	}
	address[2] = MAPPED_PREFIX;
	address[3] = local ? common->skc_rcv_saddr : common->skc_daddr;
}

/* Finds the socket's slot: its edge's, its cgroup's tail, or slot 0. */
static __noinline int place(struct sock *sk, struct tcp_socket *s)
{
	struct tcp_edge_key key = {};
	bool own;

	key.cgroup_id = cgroup_id_of(sk->sk_cgrp_data.cgroup);
	key.role = s->role;
	key.port = s->role == TCP_CLIENT ? __builtin_bswap16(sk->__sk_common.skc_dport) : sk->__sk_common.skc_num;
	read_address(sk, false, key.peer);
	if (find_slot(&key, s))
		return 0;
	own = within_share(key.cgroup_id);
	if (own && make_slot(&key, s, settings.own_rows))
		return 0;
	lose(own ? LOST_TABLE : LOST_SHARE);
	__builtin_memset(key.peer, 0, sizeof(key.peer));
	key.port = 0;
	if (find_slot(&key, s) || make_slot(&key, s, settings.slots - 1))
		return 0;
	lose(LOST_TAIL);
	s->slot = 0;
	s->generation = 0;
	return 0;
}

#endif
