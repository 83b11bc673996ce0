// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Run, wait and blocked time per cgroup, booked at switch-out. Needs BTF and Linux >= 5.15 with FAIR_GROUP_SCHED and
 * SCHED_INFO, as every kernel that can run Kubernetes has.
 *
 * One access to a thread's storage a switch, and no hook at wake-up: the kernel keeps the length of every wait in
 * sched_info.run_delay and the beginning of the run in last_arrival, so at switch-out
 *
 *     off the CPU = last_arrival - time of the last switch-out
 *     wait        = growth of run_delay (all of it, if the thread was runnable when it left)
 *     blocked     = off the CPU - wait, for the cause seen at the last switch-out
 *     run         = growth of sum_exec_runtime
 *
 * All of it is in the run queue's own clock, which also costs nothing to read. What no switch has ended yet is added up
 * by on_poll when user space reads, with no write to the threads' storage but the mark of a sleep that run_delay will hold.
 */
#include "prelude.bpf.h"
#include "sched_maps.bpf.h"
#include "sched_thread.bpf.h"

/* Who took the CPU. A cgroup without a slot has never left a CPU, so its pod is not known yet: another. */
static __always_inline void count_preemption(struct sched_row *row, const struct thread *t, __u64 next_id)
{
	const struct sched_slot *mine, *other;
	__u32 *slot;

	if (next_id == t->cgroup_id) {
		row->preempted_same++;
		return;
	}
	if (!control.pods_marked) {
		if (next_id == ROOT_CGROUP_ID)
			row->preempted_system++;
		else
			row->preempted_other++;
		return;
	}
	slot = bpf_map_lookup_elem(&slot_of, &next_id);
	other = slot ? bpf_map_lookup_elem(&slots, slot) : NULL;
	mine = bpf_map_lookup_elem(&slots, &t->slot);
	if (!other)
		row->preempted_other++;
	else if (!other->pod_id)
		row->preempted_system++;
	else if (mine && mine->pod_id == other->pod_id)
		row->preempted_same++;
	else
		row->preempted_other++;
}

static __always_inline void book(struct sched_row *row, const struct thread *t, const struct span *span)
{
	row->run_ns += span->run_ns;
	row->wait_quota_ns += span->quota_ns;
	row->wait_contention_ns += span->wait_ns - span->quota_ns;
	row->wait_hist[hist_slot(span->wait_ns)]++;
	if (span->blocked_ns) {
		__u32 cause = t->off - OFF_BLOCKED;

		if (cause < CAUSES)
			row->blocked_ns[cause] += span->blocked_ns;
		row->cycle_blocked_ns += cycle_of(t, span);
	}
}

/* typed is a constant at each call: next is a scalar in a raw tracepoint, where only a helper may follow it. */
static __always_inline int switch_out(struct task_struct *prev, struct task_struct *next, bool preempt, bool typed)
{
	struct thread *t;
	struct sched_row *row;
	struct span span;
	unsigned int state;

	if (!prev->pid || prev->flags & PF_KTHREAD)
		return 0;
	t = bpf_task_storage_get(&threads, prev, NULL, 0);
	if (!t) {
		t = bpf_task_storage_get(&threads, prev, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
		if (!t) {
			lose(LOST_THREAD_STORAGE);
			return 0;
		}
	}
	measure(prev, t, prev->sched_info.last_arrival, 0, &span);
	row = row_for(prev, t);
	if (!row)
		return 0;
	book(row, t, &span);

	state = prev->__state;
	if (preempt || !state) {
		t->off = throttled(prev) ? OFF_THROTTLED : OFF_RUNNABLE;
		if (t->off == OFF_RUNNABLE) {
			unsigned int flags = typed ? next->flags : BPF_CORE_READ(next, flags);
			int pid = typed ? next->pid : BPF_CORE_READ(next, pid);

			if (flags & PF_KTHREAD)
				row->preempted_system += !!pid;
			else if (pid)
				count_preemption(row, t,
						 typed ? next->cgroups->dfl_cgrp->kn->id
						       : BPF_CORE_READ(next, cgroups, dfl_cgrp, kn, id));
		}
	} else if (!(state & TASK_DEAD)) {
		t->off = OFF_BLOCKED + cause_of(prev, state);
		row->voluntary++;
	}
	remember(prev, t);
	return 0;
}

SEC("tp_btf/sched_switch")
int BPF_PROG(on_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	return switch_out(prev, next, preempt, true);
}

/* The same where BTF tracing is refused: at this tracepoint the current task is prev. */
SEC("raw_tp/sched_switch")
int BPF_PROG(on_switch_raw, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	return switch_out(bpf_get_current_task_btf(), next, preempt, false);
}

/* Storage is made at birth, where the kernel may allocate freely; on_switch makes what this one missed. */
SEC("tp_btf/task_newtask")
int BPF_PROG(on_newtask, struct task_struct *task)
{
	if (!(task->flags & PF_KTHREAD))
		bpf_task_storage_get(&threads, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	return 0;
}

/* Run once before on_switch is attached: what older threads have used until now is not booked. */
SEC("iter/task")
int on_seed(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct thread *t;

	if (!task)
		return 0;
	calibrate(ctx->meta->session_id);
	if (task->flags & PF_KTHREAD || task->__state & TASK_DEAD)
		return 0;
	t = bpf_task_storage_get(&threads, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!t) {
		lose(LOST_THREAD_STORAGE);
		return 0;
	}
	t->run_ns = task->se.sum_exec_runtime;
	t->delay_ns = task->sched_info.run_delay;
	t->out_ns = run_queue_clock();
	t->off = task->__state ? OFF_BLOCKED + cause_of(task, task->__state) : OFF_RUNNABLE;
	return 0;
}

/* Adds up what is in progress. Reads a thread's storage while on_switch may write it: a torn reading is left out. */
SEC("iter/task")
int on_poll(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct sched_pending *pending;
	struct thread *stored, t = {};
	struct span span;
	__u64 now_ns, queued_ns;
	__u32 slot;
	bool asleep, runnable;

	if (!task)
		return 0;
	calibrate(ctx->meta->session_id);
	if (task->flags & PF_KTHREAD || task->__state & TASK_DEAD)
		return 0;
	slot = slot_for(task->cgroups->dfl_cgrp);
	pending = bpf_map_lookup_elem(&in_progress, &slot);
	if (!pending)
		return 0;
	stored = bpf_task_storage_get(&threads, task, NULL, 0);
	if (stored)
		t = *stored;
	asleep = misled(task);
	if (stored && asleep && t.off >= OFF_BLOCKED)
		stored->misled_ns = t.misled_ns = t.out_ns;
	queued_ns = asleep ? 0 : task->sched_info.last_queued;
	runnable = task->on_cpu || queued_ns || !task->__state;
	pending->threads++;
	pending->runnable += runnable;

	now_ns = run_queue_clock();
	if (task->on_cpu)
		measure(task, &t, task->sched_info.last_arrival, 0, &span);
	else
		measure(task, &t, now_ns, queued_ns && queued_ns < now_ns ? now_ns - queued_ns : 0, &span);
	if (stored && *(volatile __u64 *)&stored->out_ns != t.out_ns)
		return 0;
	add_pending(pending, &t, &span, throttled(task));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
