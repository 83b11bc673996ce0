// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Block requests per cgroup and device. Needs BTF, Linux >= 5.15.
 *
 * The owner is settled when a request is issued: at its completion the bios are gone, and "current" is whoever the
 * interrupt hit. Fields are read by helper, not directly, so that the BTF-typed programs and their raw twins are the
 * same code; a request costs microseconds, the helpers some ten nanoseconds each.
 */
#include "prelude.bpf.h"

#define ROOT_CGROUP_ID 1
#define NOBODY 0
#define REQ_OP_MASK 0xff
#define REQ_OP_READ 0
#define REQ_OP_WRITE 1
#define REQ_OP_ZONE_APPEND 7

enum block_loss {
	LOST_REQUEST, /* requests that found no room in the table of those in flight */
	LOST_ROW,     /* requests of cgroups that found no row: booked to nobody */
};

const volatile struct block_settings settings SEC(".rodata.settings") = {};

struct in_flight {
	struct block_key owner;
	__u64 inserted_ns; /* 0: went to the device without a queue */
	__u64 issued_ns;   /* 0: still queued */
	__u64 submitter;   /* cgroup of the task that inserted it */
	__u64 bytes;	   /* completed so far */
};

/* key: address of the request, value: its times. A device's tags bound it; an address that comes again is a new one. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u64);
	__type(value, struct in_flight);
} requests SEC(".maps");

/*
 * key: cgroup and device. One row for all CPUs, written with atomics: a request completes on another CPU than it was
 * issued on, and a row per CPU would cost 460 bytes times CPUs.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct block_key);
	__type(value, struct block_row);
} rows SEC(".maps");

/*
 * key: cgroup of version 1's blkio hierarchy; value: cgroup of version 2 whose tasks were the last to issue for it. A
 * request that blkio's throttle held back is issued by a kernel thread, and only this tells whose it is. LRU, because
 * nobody says when a blkio cgroup ends.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, __u64);
} blkio_users SEC(".maps");

static const struct block_row no_requests;

static __always_inline __u64 current_owner(void)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u64 id;

	if (task->flags & PF_KTHREAD)
		return NOBODY;
	id = cgroup_id_of(task->cgroups->dfl_cgrp);
	return id == ROOT_CGROUP_ID ? NOBODY : id;
}

static __always_inline __u64 user_of_blkio(__u64 blkio_id, __u64 submitter)
{
	__u64 *known = bpf_map_lookup_elem(&blkio_users, &blkio_id);

	if (!submitter)
		return known ? *known : NOBODY;
	if (!known || *known != submitter)
		bpf_map_update_elem(&blkio_users, &blkio_id, &submitter, BPF_ANY);
	return submitter;
}

/*
 * Whom the kernel charges, if that is a cgroup of the v2 hierarchy (number 0): ids are unique within one hierarchy.
 * Otherwise who submitted it, or is known to use the blkio cgroup that is charged.
 */
static __always_inline __u64 owner_of(struct request *rq, __u64 submitter)
{
	struct bio *bio = BPF_CORE_READ(rq, bio);
	struct cgroup *cgrp;
	__u64 id;

	if (!bio || !bpf_core_field_exists(bio->bi_blkg))
		return submitter;
	cgrp = BPF_CORE_READ(bio, bi_blkg, blkcg, css.cgroup);
	if (!cgrp)
		return submitter;
	id = BPF_CORE_READ(cgrp, kn, id);
	if (id == ROOT_CGROUP_ID)
		return submitter;
	return BPF_CORE_READ(cgrp, root, hierarchy_id) ? user_of_blkio(id, submitter) : id;
}

static __always_inline void name_device(struct request *rq, struct block_key *key)
{
	struct request___with_disk *older = (void *)rq;
	struct gendisk *disk;

	if (bpf_core_field_exists(older->rq_disk))
		disk = BPF_CORE_READ(older, rq_disk);
	else
		disk = BPF_CORE_READ(rq, q, disk);
	key->major = BPF_CORE_READ(disk, major);
	key->minor = BPF_CORE_READ(disk, first_minor);
}

static __always_inline struct block_row *row_of(struct block_key *key)
{
	struct block_row *row = bpf_map_lookup_elem(&rows, key);

	if (row)
		return row;
	bpf_map_update_elem(&rows, key, &no_requests, BPF_NOEXIST);
	row = bpf_map_lookup_elem(&rows, key);
	if (row)
		return row;
	lose(LOST_ROW);
	key->cgroup_id = NOBODY;
	return bpf_map_lookup_elem(&rows, key);
}

static __always_inline int insert(struct request *rq)
{
	__u64 address = (__u64)rq;
	struct in_flight entry = {
		.inserted_ns = bpf_ktime_get_ns(),
		.submitter = current_owner(),
	};

	if (bpf_map_update_elem(&requests, &address, &entry, BPF_ANY))
		lose(LOST_REQUEST);
	return 0;
}

static __always_inline int issue(struct request *rq)
{
	__u64 address = (__u64)rq, now_ns = bpf_ktime_get_ns(), queued_ns = 0;
	struct in_flight fresh = {}, *entry;
	struct block_row *row;

	entry = bpf_map_lookup_elem(&requests, &address);
	if (entry && entry->issued_ns) {
		entry->issued_ns = now_ns; /* requeued by the driver: counted already */
		return 0;
	}
	if (entry)
		fresh = *entry;
	fresh.issued_ns = now_ns;
	fresh.owner.cgroup_id = owner_of(rq, fresh.submitter ?: current_owner());
	name_device(rq, &fresh.owner);
	row = row_of(&fresh.owner);
	if (!row)
		return 0;
	if (bpf_map_update_elem(&requests, &address, &fresh, BPF_ANY)) {
		lose(LOST_REQUEST);
		return 0;
	}
	if (fresh.inserted_ns && now_ns > fresh.inserted_ns)
		queued_ns = now_ns - fresh.inserted_ns;
	__sync_fetch_and_add(&row->in_flight, 1);
	__sync_fetch_and_add(&row->queued_ns, queued_ns);
	__sync_fetch_and_add(&row->queued_hist[hist_slot(queued_ns)], 1);
	return 0;
}

static __always_inline void book(struct block_row *row, const struct in_flight *done, __u32 op)
{
	__u64 now_ns = bpf_ktime_get_ns();
	__u64 device_ns = now_ns > done->issued_ns ? now_ns - done->issued_ns : 0;

	__sync_fetch_and_add(&row->in_flight, -1);
	__sync_fetch_and_add(&row->device_ns, device_ns);
	__sync_fetch_and_add(&row->device_hist[hist_slot(device_ns)], 1);
	if (op == REQ_OP_READ) {
		__sync_fetch_and_add(&row->reads, 1);
		__sync_fetch_and_add(&row->read_bytes, done->bytes);
		return;
	}
	__sync_fetch_and_add(&row->writes, 1);
	if (op == REQ_OP_WRITE || op == REQ_OP_ZONE_APPEND)
		__sync_fetch_and_add(&row->written_bytes, done->bytes);
}

/* A request may complete in parts: the last is the one that leaves nothing to do. */
static __always_inline int complete(struct request *rq, unsigned int bytes)
{
	__u64 address = (__u64)rq;
	struct in_flight *entry = bpf_map_lookup_elem(&requests, &address);
	struct block_row *row;

	if (!entry || !entry->issued_ns)
		return 0; /* issued before the probe was attached, or counted as lost */
	entry->bytes += bytes;
	if (bytes < BPF_CORE_READ(rq, __data_len))
		return 0;
	row = bpf_map_lookup_elem(&rows, &entry->owner);
	if (row)
		book(row, entry, BPF_CORE_READ(rq, cmd_flags) & REQ_OP_MASK);
	bpf_map_delete_elem(&requests, &address);
	return 0;
}

/* Some 5.10 and older enterprise kernels pass the queue first; user space asks the kernel's BTF which shape it is. */
static __always_inline struct request *request_in(__u64 *ctx)
{
	return (struct request *)(settings.queue_first ? ctx[1] : ctx[0]);
}

SEC("tp_btf/block_rq_insert")
int on_insert(__u64 *ctx)
{
	return insert(request_in(ctx));
}

SEC("tp_btf/block_rq_issue")
int on_issue(__u64 *ctx)
{
	return issue(request_in(ctx));
}

SEC("tp_btf/block_rq_complete")
int BPF_PROG(on_complete, struct request *rq, int error, unsigned int bytes)
{
	return complete(rq, bytes);
}

SEC("raw_tp/block_rq_insert")
int on_insert_raw(__u64 *ctx)
{
	return insert(request_in(ctx));
}

SEC("raw_tp/block_rq_issue")
int on_issue_raw(__u64 *ctx)
{
	return issue(request_in(ctx));
}

SEC("raw_tp/block_rq_complete")
int BPF_PROG(on_complete_raw, struct request *rq, int error, unsigned int bytes)
{
	return complete(rq, bytes);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
