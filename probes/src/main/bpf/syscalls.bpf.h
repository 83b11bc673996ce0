/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a thread that sleeps inside a system call waits for, by the call's number. For read() and write() and their
 * kin the file decides: a socket is "network", a pipe or a terminal "other". io_uring_enter() is "poll": it stands for
 * many requests, of any kind, and sets in_iowait for network requests too. Calls of 32-bit programs have other numbers
 * and are mostly "other".
 */
#ifndef KERNSCALE_SYSCALLS_BPF_H
#define KERNSCALE_SYSCALLS_BPF_H

#if defined(__TARGET_ARCH_x86)
#include <asm/unistd_64.h>
#else
#include <asm/unistd.h>
#endif

#ifndef __NR_futex_waitv
#define __NR_futex_waitv 449
#endif
#ifndef __NR_futex_wait
#define __NR_futex_wait 455
#endif

#define SYSCALLS 512
#define CALL_CAUSE 0x07 /* enum cause + 1; 0 is CAUSE_OTHER */
#define CALL_FILE 0x10	/* in uninterruptible sleep it waits for the disk */

#define CALL_FD 0x20 /* the first argument is a file descriptor, which may be a socket's */

#define WAITS(cause) ((cause) + 1)
#define FILE_WAITS(cause) (WAITS(cause) | CALL_FILE)

static const volatile __u8 syscall_waits[SYSCALLS] = {
	[__NR_futex] = WAITS(CAUSE_LOCK),
	[__NR_futex_wait] = WAITS(CAUSE_LOCK),
	[__NR_futex_waitv] = WAITS(CAUSE_LOCK),
	[__NR_flock] = FILE_WAITS(CAUSE_LOCK),
	[__NR_fcntl] = FILE_WAITS(CAUSE_LOCK),
	[__NR_semtimedop] = WAITS(CAUSE_LOCK),
	[__NR_semop] = WAITS(CAUSE_LOCK),

	[__NR_recvfrom] = WAITS(CAUSE_NETWORK),
	[__NR_recvmsg] = WAITS(CAUSE_NETWORK),
	[__NR_recvmmsg] = WAITS(CAUSE_NETWORK),
	[__NR_sendto] = WAITS(CAUSE_NETWORK),
	[__NR_sendmsg] = WAITS(CAUSE_NETWORK),
	[__NR_sendmmsg] = WAITS(CAUSE_NETWORK),
	[__NR_accept] = WAITS(CAUSE_NETWORK),
	[__NR_accept4] = WAITS(CAUSE_NETWORK),
	[__NR_connect] = WAITS(CAUSE_NETWORK),

	[__NR_ppoll] = WAITS(CAUSE_POLL),
	[__NR_pselect6] = WAITS(CAUSE_POLL),
	[__NR_epoll_pwait] = WAITS(CAUSE_POLL),
	[__NR_epoll_pwait2] = WAITS(CAUSE_POLL),
	[__NR_io_uring_enter] = WAITS(CAUSE_POLL),

	[__NR_nanosleep] = WAITS(CAUSE_SLEEP),
	[__NR_clock_nanosleep] = WAITS(CAUSE_SLEEP),
	[__NR_wait4] = WAITS(CAUSE_SLEEP),
	[__NR_waitid] = WAITS(CAUSE_SLEEP),
	[__NR_rt_sigsuspend] = WAITS(CAUSE_SLEEP),
	[__NR_rt_sigtimedwait] = WAITS(CAUSE_SLEEP),
	[__NR_restart_syscall] = WAITS(CAUSE_SLEEP),

	[__NR_io_getevents] = FILE_WAITS(CAUSE_DISK),
	[__NR_io_submit] = FILE_WAITS(CAUSE_DISK),
	[__NR_fsync] = FILE_WAITS(CAUSE_DISK),
	[__NR_fdatasync] = FILE_WAITS(CAUSE_DISK),
	[__NR_sync] = FILE_WAITS(CAUSE_DISK),
	[__NR_syncfs] = FILE_WAITS(CAUSE_DISK),
	[__NR_sync_file_range] = FILE_WAITS(CAUSE_DISK),
	[__NR_msync] = FILE_WAITS(CAUSE_DISK),
	[__NR_fallocate] = FILE_WAITS(CAUSE_DISK),

	[__NR_read] = CALL_FILE | CALL_FD,
	[__NR_write] = CALL_FILE | CALL_FD,
	[__NR_readv] = CALL_FILE | CALL_FD,
	[__NR_writev] = CALL_FILE | CALL_FD,
	[__NR_pread64] = CALL_FILE,
	[__NR_pwrite64] = CALL_FILE,
	[__NR_preadv] = CALL_FILE,
	[__NR_pwritev] = CALL_FILE,
	[__NR_preadv2] = CALL_FILE,
	[__NR_pwritev2] = CALL_FILE,
	[__NR_sendfile] = CALL_FILE,
	[__NR_splice] = CALL_FILE,
	[__NR_copy_file_range] = CALL_FILE,
	[__NR_readahead] = CALL_FILE,
	[__NR_openat] = CALL_FILE,
	[__NR_close] = CALL_FILE,
	[__NR_ftruncate] = CALL_FILE,
	[__NR_truncate] = CALL_FILE,
	[__NR_getdents64] = CALL_FILE,
	[__NR_statx] = CALL_FILE,
	[__NR_newfstatat] = CALL_FILE,
	[__NR_fstat] = CALL_FILE,
	[__NR_faccessat] = CALL_FILE,
	[__NR_readlinkat] = CALL_FILE,
	[__NR_mkdirat] = CALL_FILE,
	[__NR_unlinkat] = CALL_FILE,
	[__NR_linkat] = CALL_FILE,
	[__NR_symlinkat] = CALL_FILE,
	[__NR_renameat2] = CALL_FILE,
	[__NR_execve] = CALL_FILE,

#if defined(__TARGET_ARCH_x86)
	[__NR_poll] = WAITS(CAUSE_POLL),
	[__NR_select] = WAITS(CAUSE_POLL),
	[__NR_epoll_wait] = WAITS(CAUSE_POLL),
	[__NR_pause] = WAITS(CAUSE_SLEEP),
	[__NR_open] = CALL_FILE,
	[__NR_creat] = CALL_FILE,
	[__NR_stat] = CALL_FILE,
	[__NR_lstat] = CALL_FILE,
	[__NR_access] = CALL_FILE,
	[__NR_mkdir] = CALL_FILE,
	[__NR_rmdir] = CALL_FILE,
	[__NR_unlink] = CALL_FILE,
	[__NR_link] = CALL_FILE,
	[__NR_symlink] = CALL_FILE,
	[__NR_readlink] = CALL_FILE,
	[__NR_rename] = CALL_FILE,
	[__NR_renameat] = CALL_FILE,
	[__NR_getdents] = CALL_FILE,
#endif
};

#endif
