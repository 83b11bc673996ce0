// SPDX-License-Identifier: Apache-2.0
/*
 * What the kernel bench measures under. load pingpong CPU ROUNDS: two processes on one CPU pass a byte to and fro,
 * prints nanoseconds a round. load direct FILE WRITES: writes 4 KiB past the page cache.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int pingpong(int cpu, int rounds)
{
	int to[2], fro[2];
	long long start_ns;
	cpu_set_t cpus;
	char c = 0;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus) || pipe(to) || pipe(fro))
		return 1;
	if (!fork()) {
		for (int i = 0; i < rounds; i++)
			if (read(to[0], &c, 1) != 1 || write(fro[1], &c, 1) != 1)
				_exit(1);
		_exit(0);
	}
	start_ns = now_ns();
	for (int i = 0; i < rounds; i++)
		if (write(to[1], &c, 1) != 1 || read(fro[0], &c, 1) != 1)
			return 1;
	printf("%.1f\n", (double)(now_ns() - start_ns) / rounds);
	return wait(NULL) < 0;
}

static int direct(const char *file, int writes)
{
	int fd = open(file, O_RDWR | O_CREAT | O_DIRECT, 0600);
	void *block;

	if (fd < 0 || posix_memalign(&block, 4096, 4096))
		return 1;
	memset(block, 1, 4096);
	for (int i = 0; i < writes; i++)
		if (pwrite(fd, block, 4096, i % 256 * 4096) != 4096)
			return 1;
	puts("0");
	return unlink(file);
}

/* The first line says that the process is in its cgroup. */
int main(int argc, char **argv)
{
	if (argc != 4 || getchar() == EOF)
		return 2;
	return strcmp(argv[1], "direct") ? pingpong(atoi(argv[2]), atoi(argv[3])) : direct(argv[2], atoi(argv[3]));
}
