// SPDX-License-Identifier: Apache-2.0
/*
 * What the kernel bench measures under. load pingpong CPU ROUNDS: two processes on one CPU pass a byte to and fro,
 * prints nanoseconds a round. load direct FILE WRITES: writes 4 KiB past the page cache. load ask CONNECTIONS ROUNDS:
 * connects over loopback, one after the other, asks and is answered ROUNDS times on each, prints nanoseconds a round.
 * load knock CONNECTIONS MILLIS: so many attempts at a server that takes none, for so long.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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

static struct sockaddr_in server = { .sin_family = AF_INET };

static int listen_anywhere(int backlog)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t size = sizeof(server);

	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (void *)&server, size) || listen(fd, backlog) || getsockname(fd, (void *)&server, &size))
		exit(1);
	return fd;
}

static void answer_all(int listener)
{
	char request[4096];
	int fd;

	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		ssize_t n;

		while ((n = recv(fd, request, sizeof(request), 0)) > 0)
			if (send(fd, request, n, 0) != n)
				_exit(1);
		close(fd);
	}
}

static int ask(int connections, int rounds)
{
	int listener = listen_anywhere(128), one = 1;
	char request[128] = { 0 };
	pid_t child = fork();
	long long start_ns;

	if (!child)
		answer_all(listener);
	start_ns = now_ns();
	for (int i = 0; i < connections; i++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (connect(fd, (void *)&server, sizeof(server)))
			return 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		for (int round = 0; round < rounds; round++)
			if (send(fd, request, sizeof(request), 0) != sizeof(request) ||
			    recv(fd, request, sizeof(request), MSG_WAITALL) != sizeof(request))
				return 1;
		close(fd);
	}
	printf("%.1f\n", (double)(now_ns() - start_ns) / connections / rounds);
	kill(child, SIGKILL);
	return wait(NULL) < 0;
}

static int knock(int connections, int millis)
{
	int listener = listen_anywhere(0);

	for (int i = 0; i < connections; i++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

		connect(fd, (void *)&server, sizeof(server));
	}
	usleep(millis * 1000);
	puts("0");
	return close(listener);
}

/* The first line says that the process is in its cgroup. */
int main(int argc, char **argv)
{
	if (argc != 4 || getchar() == EOF)
		return 2;
	if (!strcmp(argv[1], "direct"))
		return direct(argv[2], atoi(argv[3]));
	if (!strcmp(argv[1], "ask"))
		return ask(atoi(argv[2]), atoi(argv[3]));
	if (!strcmp(argv[1], "knock"))
		return knock(atoi(argv[2]), atoi(argv[3]));
	return pingpong(atoi(argv[2]), atoi(argv[3]));
}
