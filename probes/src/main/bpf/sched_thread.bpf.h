/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How a thread's time is measured, and why it is off the CPU. */
#ifndef KERNSCALE_SCHED_THREAD_BPF_H
#define KERNSCALE_SCHED_THREAD_BPF_H

#include "sched_maps.bpf.h"
#include "syscalls.bpf.h"

enum off { OFF_RUNNABLE, OFF_THROTTLED, OFF_BLOCKED /* + enum cause */ };

/* What happened to a thread since it last left a CPU. */
struct span {
	__u64 run_ns;
	__u64 wait_ns;
	__u64 quota_ns; /* the part of wait_ns in which the group had used up its bandwidth */
	__u64 blocked_ns;
	__u64 woke_at_ns; /* end of blocked_ns */
};

/* Since 6.18 a thread is stopped on its own, on its way to user space; before, its whole run queue was. */
static __always_inline bool throttled(struct task_struct *task)
{
	if (bpf_core_field_exists(task->throttled))
		return task->throttled;
	if (bpf_core_field_exists(task->se.cfs_rq->throttle_count))
		return task->se.cfs_rq->throttle_count > 0;
	return false;
}

/* Before 6.18: how long the run queue of the thread's group has been throttled; 0 since. */
static __always_inline __u64 throttled_clock(struct task_struct *task)
{
	struct cfs_rq___before_pelt *older;

	if (bpf_core_field_exists(task->throttled))
		return 0;
	if (bpf_core_field_exists(task->se.cfs_rq->throttled_clock_pelt_time))
		return task->se.cfs_rq->throttled_clock_pelt_time;
	older = (struct cfs_rq___before_pelt *)task->se.cfs_rq;
	if (bpf_core_field_exists(older->throttled_clock_task_time))
		return older->throttled_clock_task_time;
	return 0;
}

/*
 * A thread that was throttled waited for quota. One that woke into a throttled run queue, or stood in one that was
 * then throttled, waited for it as long as the throttling lasted meanwhile; known only if it stayed on one CPU.
 */
static __always_inline __u64 quota_part(struct task_struct *task, const struct thread *t, __u64 wait_ns)
{
	__u64 clock;

	if (t->off == OFF_THROTTLED)
		return wait_ns;
	clock = throttled_clock(task);
	if (clock <= t->throttled_ns || t->cpu != (__u16)bpf_get_smp_processor_id())
		return 0;
	clock -= t->throttled_ns;
	return clock < wait_ns ? clock : wait_ns;
}

/*
 * Whether the kernel takes a sleeping thread for a queued one. From 6.12 on a thread that goes to sleep may stay in the run
 * queue until it is selected once more, and load balancing that moves it meanwhile sets last_queued (deactivate_task and
 * activate_task in kernel/sched/core.c); nothing takes that back, so the whole sleep is added to run_delay when it ends.
 */
static __always_inline bool misled(struct task_struct *task)
{
	return task->__state && !task->on_cpu && task->sched_info.last_queued;
}

/* arrival_ns: when it got the CPU, or now; queued_ns: time in the queue that run_delay does not hold yet. */
static __always_inline void measure(struct task_struct *task, const struct thread *t, __u64 arrival_ns, __u64 queued_ns,
				    struct span *span)
{
	__u64 wait_ns = task->sched_info.run_delay - t->delay_ns + queued_ns;
	__s64 off_ns = arrival_ns - t->out_ns;
	__s64 run_ns = task->se.sum_exec_runtime - t->run_ns;

	span->blocked_ns = 0;
	if (t->out_ns) {
		if (off_ns < 0)
			off_ns = 0; /* it was running when the probe was attached */
		if (t->misled_ns == t->out_ns)
			wait_ns = 0;
		if (t->off < OFF_BLOCKED || wait_ns > (__u64)off_ns)
			wait_ns = off_ns;
		span->blocked_ns = off_ns - wait_ns;
	}
	span->run_ns = run_ns > 0 ? run_ns : 0;
	span->wait_ns = wait_ns;
	span->quota_ns = wait_ns ? quota_part(task, t, wait_ns) : 0;
	span->woke_at_ns = arrival_ns - wait_ns;
}

/*
 * The part of a sleep that counts as part of a working thread's cycle: what lies after the last poll, so that a thread
 * which was parked for a minute adds one poll interval when it wakes. If it woke before that poll and ran through it,
 * the sleep belongs to the interval before.
 */
static __always_inline __u64 cycle_of(const struct thread *t, const struct span *span)
{
	__u64 limit_ns;

	if (span->woke_at_ns > control.polled_at_ns)
		limit_ns = span->woke_at_ns - control.polled_at_ns;
	else
		limit_ns = control.poll_interval_ns;
	return span->blocked_ns < limit_ns ? span->blocked_ns : limit_ns;
}

#define S_IFMT 0170000
#define S_IFSOCK 0140000

/* The table may be replaced meanwhile by a thread that shares it: then this reads nonsense, safely, once. */
static __always_inline bool is_socket(struct task_struct *task, unsigned int fd)
{
	struct fdtable *table = task->files->fdt;
	struct file *file;

	if (fd >= table->max_fds || bpf_probe_read_kernel(&file, sizeof(file), table->fd + fd))
		return false;
	return (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) == S_IFSOCK;
}

static __always_inline __u32 cause_of(struct task_struct *task, unsigned int state)
{
	void *regs = (void *)bpf_task_pt_regs(task);
	long call = SAVED_SYSCALL(regs);
	__u32 waits = 0;

	if (call >= 0 && call < SYSCALLS)
		waits = syscall_waits[call];
	if (BPF_CORE_READ_BITFIELD(task, in_iowait) && call != __NR_io_uring_enter)
		return CAUSE_DISK;
	if (state & TASK_UNINTERRUPTIBLE && waits & CALL_FILE)
		return CAUSE_DISK;
	if (waits & CALL_FD && is_socket(task, FIRST_ARGUMENT(regs)))
		return CAUSE_NETWORK;
	waits &= CALL_CAUSE;
	return waits ? waits - 1 : CAUSE_OTHER;
}

/* out_ns comes last: on_poll takes a change of it as the sign of a torn reading. */
static __always_inline void remember(struct task_struct *prev, struct thread *t)
{
	t->run_ns = prev->se.sum_exec_runtime;
	t->delay_ns = prev->sched_info.run_delay;
	if (!bpf_core_field_exists(prev->throttled)) {
		t->throttled_ns = throttled_clock(prev);
		t->cpu = bpf_get_smp_processor_id();
	}
	*(volatile __u64 *)&t->out_ns = prev->se.cfs_rq->rq->clock;
}

static __always_inline __u64 run_queue_clock(void)
{
	return bpf_ktime_get_ns() - control.clock_offset_ns;
}

/*
 * Once a poll. The current thread's run queue clock is at most a tick old, never ahead: the smallest difference to
 * CLOCK_MONOTONIC is the true one. It may grow by 1/2048, as clock discipline stretches one against the other.
 */
static __always_inline void calibrate(__u64 session_id)
{
	struct task_struct *current;
	__u64 now_ns, polled_at_ns;
	__s64 offset_ns, allowed_ns;

	if (control.session_id == session_id)
		return;
	control.session_id = session_id;
	current = bpf_get_current_task_btf();
	now_ns = bpf_ktime_get_ns();
	offset_ns = now_ns - current->se.cfs_rq->rq->clock;
	allowed_ns = control.clock_offset_ns + ((now_ns - control.offset_taken_ns) >> 11);
	if (control.offset_taken_ns && offset_ns > allowed_ns)
		offset_ns = allowed_ns;
	control.clock_offset_ns = offset_ns;
	control.offset_taken_ns = now_ns;
	polled_at_ns = now_ns - offset_ns;
	control.poll_interval_ns = polled_at_ns - control.polled_at_ns;
	control.polled_at_ns = polled_at_ns;
}

static __always_inline void add_pending(struct sched_pending *pending, const struct thread *t, const struct span *span,
					bool throttled_now)
{
	__u64 quota_ns = throttled_now ? span->wait_ns : span->quota_ns;
	__u32 cause = t->off - OFF_BLOCKED;

	pending->run_ns += span->run_ns;
	pending->wait_quota_ns += quota_ns;
	pending->wait_contention_ns += span->wait_ns - quota_ns;
	if (span->blocked_ns && cause < CAUSES)
		pending->blocked_ns[cause] += span->blocked_ns;
}

#endif
