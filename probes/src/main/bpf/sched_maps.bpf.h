/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The scheduler probe's maps, and how a cgroup gets its slot in them. */
#ifndef KERNSCALE_SCHED_MAPS_BPF_H
#define KERNSCALE_SCHED_MAPS_BPF_H

#include "prelude.bpf.h"

#define ROOT_CGROUP_ID 1
#define OVERFLOW_SLOT 0

enum sched_loss {
	LOST_SLOT,	     /* switches of cgroups that found no slot: booked to slot 0 */
	LOST_THREAD_STORAGE, /* switches of threads for which the kernel had no memory, or no leave, to keep state */
};

/* Set before load. Its own section, so that user space finds it at offset 0. */
const volatile struct sched_settings settings SEC(".rodata.settings") = {.slots = 64};

/* Mapped by user space. slots_used begins with the overflow slot. */
struct sched_control control SEC(".data.control") = {.slots_used = 1};

/* Off the CPU as it was when the thread last left one, and what was booked until then. */
struct thread {
	__u64 run_ns;	    /* sum_exec_runtime */
	__u64 delay_ns;	    /* sched_info.run_delay */
	__u64 out_ns;	    /* run queue clock; 0: has not left a CPU since its birth */
	__u64 cgroup_id;    /* 0: never booked */
	__u64 throttled_ns; /* time that the run queue of its group was throttled, before 6.18 */
	__u64 misled_ns;    /* out_ns of a sleep that run_delay will hold, see misled(); by on_poll */
	__u32 slot;
	__u16 cpu;
	__u16 off; /* enum off */
};

/* key: thread, value: see above. Task storage: found without a hash, gone with the thread. */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct thread);
} threads SEC(".maps");

/*
 * key: cpu * slots + slot, value: booked time. A plain array, because user space can map that one and read it without
 * a system call; a row of its own for each CPU, so that nothing needs an atomic. Sized before load.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct sched_row);
} booked SEC(".maps");

/* key: slot, value: time in progress as on_poll found it. User space zeroes it before each poll. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct sched_pending);
} in_progress SEC(".maps");

/* key: slot, value: the cgroup that holds it. User space takes a slot back by writing 0. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct sched_slot);
} slots SEC(".maps");

/* key: cgroup id, value: slot. Asked only when a thread shows up in another cgroup than before. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u32);
} slot_of SEC(".maps");

/* value: a slot that user space gave back. */
struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 64);
	__type(value, __u32);
} free_slots SEC(".maps");

/* key: id of a cgroup that user space marked as a pod, or part of one. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u32);
} pods SEC(".maps");

static __always_inline __u32 take_slot(void)
{
	__u32 slot;

	if (!bpf_map_pop_elem(&free_slots, &slot))
		return slot;
	if (*(volatile __u32 *)&control.slots_used >= settings.slots)
		return OVERFLOW_SLOT;
	slot = __sync_fetch_and_add(&control.slots_used, 1);
	return slot < settings.slots ? slot : OVERFLOW_SLOT;
}

static __always_inline __u64 pod_of(const struct sched_slot *holder)
{
	if (bpf_map_lookup_elem(&pods, &holder->grandparent_id))
		return holder->grandparent_id;
	if (bpf_map_lookup_elem(&pods, &holder->parent_id))
		return holder->parent_id;
	if (bpf_map_lookup_elem(&pods, &holder->cgroup_id))
		return holder->cgroup_id;
	return 0;
}

/* The cgroup's slot, a new one at first sight; OVERFLOW_SLOT when all are taken. */
static __noinline __u32 slot_for(struct cgroup *cgrp)
{
	struct sched_slot holder = {.cgroup_id = cgroup_id_of(cgrp)};
	struct cgroup *parent;
	struct sched_slot *entry;
	__u32 *found, slot;

	found = bpf_map_lookup_elem(&slot_of, &holder.cgroup_id);
	if (found)
		return *found;
	slot = take_slot();
	if (slot == OVERFLOW_SLOT)
		return slot;
	parent = cgrp->self.parent->cgroup;
	holder.parent_id = cgroup_id_of(parent);
	holder.grandparent_id = cgroup_id_of(parent->self.parent->cgroup);
	holder.pod_id = pod_of(&holder);
	entry = bpf_map_lookup_elem(&slots, &slot);
	if (!entry)
		return OVERFLOW_SLOT;
	*entry = holder;
	if (!bpf_map_update_elem(&slot_of, &holder.cgroup_id, &slot, BPF_NOEXIST))
		return slot;
	/* another CPU was first, or the hash is full */
	entry->cgroup_id = 0;
	bpf_map_push_elem(&free_slots, &slot, 0);
	found = bpf_map_lookup_elem(&slot_of, &holder.cgroup_id);
	return found ? *found : OVERFLOW_SLOT;
}

static __always_inline struct sched_row *booked_row(__u32 slot)
{
	__u32 index = bpf_get_smp_processor_id() * settings.slots + slot;

	return bpf_map_lookup_elem(&booked, &index);
}

static __always_inline bool holds(__u32 slot, __u64 cgroup_id)
{
	struct sched_slot *holder = bpf_map_lookup_elem(&slots, &slot);

	return holder && holder->cgroup_id == cgroup_id;
}

/*
 * The row that the time since the last switch-out belongs to: a thread that has moved since spent it in the cgroup it
 * came from, if that still has its slot. t is left with the slot of the cgroup it is in now.
 */
static __noinline struct sched_row *row_after_move(struct cgroup *cgrp, struct thread *t)
{
	__u32 before = t->slot;
	bool known = t->cgroup_id && before != OVERFLOW_SLOT && holds(before, t->cgroup_id);

	t->slot = slot_for(cgrp);
	known = known && t->cgroup_id != cgroup_id_of(cgrp);
	t->cgroup_id = cgroup_id_of(cgrp);
	if (t->slot == OVERFLOW_SLOT)
		lose(LOST_SLOT);
	return booked_row(known ? before : t->slot);
}

static __always_inline struct sched_row *row_for(struct task_struct *task, struct thread *t)
{
	struct cgroup *cgrp = task->cgroups->dfl_cgrp;

	if (t->cgroup_id == cgroup_id_of(cgrp) && t->slot != OVERFLOW_SLOT && holds(t->slot, t->cgroup_id))
		return booked_row(t->slot);
	return row_after_move(cgrp, t);
}

#endif
