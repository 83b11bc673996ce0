// SPDX-License-Identifier: Apache-2.0
/* What the kernel tests measure: one mode a behaviour. Reads a line before it starts, ends when stdin closes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *file;

static void *spin(void *unused)
{
	for (volatile unsigned long i = 0;; i++)
		;
	return unused;
}

static void *sleep_long(void *unused)
{
	sleep(3600);
	return unused;
}

static void *naps(void *unused)
{
	struct timespec nap = { .tv_nsec = 1000000 };

	for (;;)
		nanosleep(&nap, NULL);
	return unused;
}

static void *futex_wait(void *unused)
{
	static int word;

	syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
	return unused;
}

static void *receive(void *unused)
{
	int pair[2];
	char c;

	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	recv(pair[0], &c, 1, 0);
	return unused;
}

static void *socket_read(void *unused)
{
	int pair[2];
	char c;

	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	read(pair[0], &c, 1);
	return unused;
}

static void *poll_wait(void *unused)
{
	int ends[2];
	struct pollfd fd;

	pipe(ends);
	fd = (struct pollfd){ .fd = ends[0], .events = POLLIN };
	poll(&fd, 1, -1);
	return unused;
}

static void *pipe_read(void *unused)
{
	int ends[2];
	char c;

	pipe(ends);
	read(ends[0], &c, 1);
	return unused;
}

static void *direct_writes(void *unused)
{
	int fd = open(file, O_RDWR | O_CREAT | O_DIRECT, 0600);
	void *block;

	if (fd < 0 || posix_memalign(&block, 4096, 65536))
		exit(2);
	memset(block, 1, 65536);
	for (unsigned long i = 0;; i++)
		if (pwrite(fd, block, 65536, i % 64 * 65536) != 65536)
			exit(3);
	return unused;
}

static void *synced_writes(void *unused)
{
	int fd = open(file, O_RDWR | O_CREAT, 0600);
	char block[4096] = { 1 };

	for (;;) {
		pwrite(fd, block, sizeof(block), 0);
		fsync(fd);
	}
	return unused;
}

static void *zeroes(void *unused)
{
	static char block[1 << 20];
	int fd = open("/dev/zero", O_RDONLY);

	for (;;)
		read(fd, block, sizeof(block));
	return unused;
}

static void *forks(void *unused)
{
	for (;;) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		waitpid(child, NULL, 0);
	}
	return unused;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* Runs and naps for two seconds, at random, and then sleeps for good. */
static void *retire(void *unused)
{
	unsigned seed = (unsigned)pthread_self() >> 12;
	double end = now() + 2;

	while (now() < end) {
		struct timespec nap = { .tv_nsec = rand_r(&seed) % 2000000 };
		double pause = now() + rand_r(&seed) % 3000 / 1e6;

		while (now() < pause)
			;
		if (rand_r(&seed) % 3 == 0)
			nanosleep(&nap, NULL);
	}
	return sleep_long(unused);
}

static const struct {
	const char *name;
	void *(*run)(void *);
} modes[] = {
	{ "spin", spin },	{ "sleep", sleep_long }, { "naps", naps },	      { "futex", futex_wait },
	{ "receive", receive }, { "socket", socket_read }, { "poll", poll_wait },	 { "pipe", pipe_read },	      { "direct", direct_writes },
	{ "synced", synced_writes }, { "zeroes", zeroes }, { "forks", forks },
	{ "retire", retire },
};

/* workload MODE THREADS CPU FILE: CPU -1 for any. The main thread stands in read(). */
int main(int argc, char **argv)
{
	char line[64];
	cpu_set_t cpus;
	int cpu = atoi(argv[3]);

	file = argv[4];
	if (cpu >= 0) {
		CPU_ZERO(&cpus);
		CPU_SET(cpu, &cpus);
		sched_setaffinity(0, sizeof(cpus), &cpus);
	}
	if (!fgets(line, sizeof(line), stdin))
		return 1;
	for (unsigned i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		for (int n = 0; !strcmp(modes[i].name, argv[1]) && n < atoi(argv[2]); n++) {
			pthread_t thread;

			pthread_create(&thread, NULL, modes[i].run, NULL);
		}
	puts("started");
	fflush(stdout);
	while (read(0, line, sizeof(line)) > 0)
		;
	return 0;
}
