/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The few kernel types that the probes read, with the few fields that they read. libbpf moves every access to where
 * the running kernel keeps the field (CO-RE), so order, size and missing neighbours do not matter. A field that not
 * every kernel since 5.15 has stands behind bpf_core_field_exists() wherever it is used.
 */
#ifndef KERNSCALE_KERNEL_TYPES_BPF_H
#define KERNSCALE_KERNEL_TYPES_BPF_H

#include <linux/types.h>
#include <stdbool.h>

#define PF_KTHREAD 0x00200000
#define TASK_UNINTERRUPTIBLE 0x0002
#define TASK_DEAD 0x0080

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct kernfs_node {
	__u64 id;
};

struct cgroup;

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	struct cgroup_subsys_state *parent;
};

struct cgroup_root {
	int hierarchy_id;
};

struct cgroup {
	struct cgroup_subsys_state self;
	struct kernfs_node *kn;
	struct cgroup_root *root;
};

struct css_set {
	struct cgroup *dfl_cgrp;
};

struct rq {
	__u64 clock;
};

struct cfs_rq {
	struct rq *rq;
	int throttle_count;
	__u64 throttled_clock_pelt_time; /* since 5.19 */
};

struct cfs_rq___before_pelt {
	__u64 throttled_clock_task_time;
};

struct sched_entity {
	__u64 sum_exec_runtime;
	struct cfs_rq *cfs_rq;
};

struct sched_info {
	unsigned long long run_delay;
	unsigned long long last_arrival;
	unsigned long long last_queued;
};

struct inode {
	unsigned short i_mode;
};

struct file {
	struct inode *f_inode;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct task_struct {
	unsigned int __state;
	unsigned int flags;
	int on_cpu;
	struct sched_entity se;
	bool throttled; /* since 6.18 */
	struct sched_info sched_info;
	unsigned in_iowait : 1; /* read by BPF_CORE_READ_BITFIELD alone: a plain read loads and lies */
	int pid;
	struct css_set *cgroups;
	struct files_struct *files;
};

struct gendisk {
	int major;
	int first_minor;
};

struct request_queue {
	struct gendisk *disk; /* since 5.15 */
};

struct blkcg {
	struct cgroup_subsys_state css;
};

struct blkcg_gq {
	struct blkcg *blkcg;
};

struct bio {
	struct blkcg_gq *bi_blkg; /* with CONFIG_BLK_CGROUP */
};

struct request {
	struct request_queue *q;
	unsigned int cmd_flags;
	unsigned int __data_len;
	struct bio *bio;
};

struct request___with_disk {
	struct gendisk *rq_disk; /* before 5.17 */
};

struct in6_addr {
	union {
		__be32 u6_addr32[4];
	} in6_u;
};

struct sock_common {
	__be32 skc_daddr;
	__be32 skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	volatile unsigned char skc_state;
	struct in6_addr skc_v6_daddr; /* with CONFIG_IPV6 */
	struct in6_addr skc_v6_rcv_saddr;
	struct {
		__s64 counter;
	} skc_cookie;
};

struct sock_cgroup_data {
	struct cgroup *cgroup; /* of the v2 hierarchy, since 5.15 on hybrid hosts too */
};

struct sock {
	struct sock_common __sk_common;
	int sk_err;
	__u16 sk_protocol;
	__u8 sk_shutdown;
	__u32 sk_max_ack_backlog;
	struct sock_cgroup_data sk_cgrp_data;
};

struct inet_connection_sock {
	struct {
		__u32 lrcvtime; /* jiffies of the last data received */
	} icsk_ack;
};

struct tcp_sock {
	struct inet_connection_sock inet_conn;
	__u32 copied_seq;
	__u32 write_seq;
	__u32 lsndtime; /* jiffies of the last data sent */
	__u64 tcp_wstamp_ns;
	__u64 tcp_clock_cache;
	__u32 rcv_nxt;
	__u32 snd_una;
	__u32 srtt_us;
};

struct sk_buff;

struct socket {
	struct sock *sk;
};

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id;
	__u64 seq_num;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	__u32 fd;
	struct file *file;
};

#pragma clang attribute pop

/* A thread's registers as its system call saved them: the call's number and its first argument. */
#if defined(__TARGET_ARCH_x86)
struct pt_regs___call {
	unsigned long di;
	unsigned long orig_ax;
} __attribute__((preserve_access_index));
#define SAVED_SYSCALL(regs) ((long)((struct pt_regs___call *)(regs))->orig_ax)
#define FIRST_ARGUMENT(regs) ((unsigned int)((struct pt_regs___call *)(regs))->di)
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs___call {
	__u64 orig_x0;
	__s32 syscallno;
} __attribute__((preserve_access_index));
#define SAVED_SYSCALL(regs) ((long)((struct pt_regs___call *)(regs))->syscallno)
#define FIRST_ARGUMENT(regs) ((unsigned int)((struct pt_regs___call *)(regs))->orig_x0)
#else
#error "build with -D__TARGET_ARCH_x86 or -D__TARGET_ARCH_arm64"
#endif

#endif
