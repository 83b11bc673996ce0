// SPDX-License-Identifier: Apache-2.0
/*
 * One end of TCP connections, told what to do a line at a time: a command, up to three words. Answers each with one
 * number: a descriptor, a port, a count of bytes, or -errno.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static char buffer[1 << 20];
static int delay_us, syn_retries, user_timeout_ms;

static long checked(long result)
{
	return result < 0 ? -errno : result;
}

static socklen_t address(const char *host, int port, struct sockaddr_storage *to)
{
	struct sockaddr_in *v4 = (void *)to;
	struct sockaddr_in6 *v6 = (void *)to;

	memset(to, 0, sizeof(*to));
	if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(port);
		return sizeof(*v4);
	}
	inet_pton(AF_INET6, host, &v6->sin6_addr);
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons(port);
	return sizeof(*v6);
}

static int open_socket(const struct sockaddr_storage *to, int flags)
{
	int one = 1, fd = socket(to->ss_family, SOCK_STREAM | flags, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (syn_retries)
		setsockopt(fd, IPPROTO_TCP, TCP_SYNCNT, &syn_retries, sizeof(int));
	if (user_timeout_ms)
		setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof(int));
	return fd;
}

static long listen_on(const char *host, int port, int backlog)
{
	struct sockaddr_storage at;
	socklen_t size = address(host, port, &at);
	int fd = open_socket(&at, 0);

	if (bind(fd, (void *)&at, size) || listen(fd, backlog))
		return -errno;
	return fd;
}

static long port_of(int fd)
{
	struct sockaddr_storage at;
	socklen_t size = sizeof(at);

	if (getsockname(fd, (void *)&at, &size))
		return -errno;
	return ntohs(((struct sockaddr_in *)&at)->sin_port);
}

static long connect_to(const char *host, int port, int flags)
{
	struct sockaddr_storage to;
	socklen_t size = address(host, port, &to);
	int fd = open_socket(&to, flags);

	if (connect(fd, (void *)&to, size) && errno != EINPROGRESS) {
		int error = errno;

		close(fd);
		return -error;
	}
	return fd;
}

static long send_all(int fd, long bytes)
{
	for (long sent = 0; sent < bytes;) {
		long n = send(fd, buffer, bytes - sent < sizeof(buffer) ? bytes - sent : sizeof(buffer), MSG_NOSIGNAL);

		if (n < 0)
			return -errno;
		sent += n;
	}
	return bytes;
}

static long receive_all(int fd, long bytes)
{
	char own[65536];
	long got = 0;

	while (got < bytes) {
		long n = recv(fd, own, sizeof(own), 0);

		if (n <= 0)
			return n ? -errno : got;
		got += n;
	}
	return got;
}

static long send_file(int fd, long bytes)
{
	int file = memfd_create("answer", 0);

	ftruncate(file, bytes);
	for (long sent = 0; sent < bytes;) {
		long n = sendfile(fd, file, NULL, bytes - sent);

		if (n <= 0)
			return -errno;
		sent += n;
	}
	close(file);
	return bytes;
}

static long splice_out(int fd, long bytes)
{
	int pipes[2], null = open("/dev/null", O_WRONLY);
	long got = 0;

	if (pipe(pipes))
		return -errno;
	while (got < bytes) {
		long n = splice(fd, NULL, pipes[1], NULL, bytes - got, 0);

		if (n <= 0)
			return n ? -errno : got;
		got += splice(pipes[0], NULL, null, NULL, n, 0);
	}
	close(pipes[0]);
	close(pipes[1]);
	close(null);
	return got;
}

/* One operation on a ring of its own, without liburing. */
static long uring(int op, int fd, long bytes)
{
	struct io_uring_params p = { 0 };
	int ring = syscall(SYS_io_uring_setup, 1, &p);
	char *sq, *cq;
	struct io_uring_sqe *sqe;
	long result;

	if (ring < 0)
		return -errno;
	sq = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
	cq = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_CQ_RING);
	sqe = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
	*sqe = (struct io_uring_sqe){ .opcode = op, .fd = fd, .addr = (uint64_t)buffer, .len = bytes };
	((unsigned *)(sq + p.sq_off.array))[0] = 0;
	__atomic_store_n((unsigned *)(sq + p.sq_off.tail), 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
		return -errno;
	result = ((struct io_uring_cqe *)(cq + p.cq_off.cqes))->res;
	munmap(sq, 4096);
	munmap(cq, 4096);
	munmap(sqe, 4096);
	close(ring);
	return result;
}

static void *serve_one(void *arg)
{
	int fd = (intptr_t)arg;
	char own[65536];
	long n;

	while ((n = recv(fd, own, sizeof(own), 0)) > 0) {
		if (delay_us)
			usleep(delay_us);
		if (send(fd, own, n, MSG_NOSIGNAL) < 0)
			break;
	}
	close(fd);
	return NULL;
}

static void *serve(void *arg)
{
	int fd;

	while ((fd = accept((intptr_t)arg, NULL, NULL)) >= 0) {
		pthread_t thread;

		pthread_create(&thread, NULL, serve_one, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
	return NULL;
}

/* Reads until there is nothing more before it waits again, as event loops do. */
static void *serve_by_epoll(void *arg)
{
	int listener = (intptr_t)arg, epoll = epoll_create1(0);
	struct epoll_event event = { .events = EPOLLIN, .data.fd = listener };
	char own[65536];

	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
	while (epoll_wait(epoll, &event, 1, -1) > 0) {
		int fd = event.data.fd;
		long n;

		if (fd == listener) {
			event = (struct epoll_event){ .events = EPOLLIN | EPOLLET,
						      .data.fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK) };
			epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
			continue;
		}
		while ((n = recv(fd, own, sizeof(own), 0)) > 0)
			send(fd, own, n, MSG_NOSIGNAL);
		if (!n)
			close(fd);
	}
	return NULL;
}

static void *answer_later(void *arg)
{
	usleep(delay_us);
	send((intptr_t)arg, buffer, 100, MSG_NOSIGNAL);
	return NULL;
}

/* Takes requests of 100 bytes, any number at a time, and answers each on its own. */
static void *serve_side_by_side(void *arg)
{
	int fd = accept((intptr_t)arg, NULL, NULL);
	char own[100];

	while (recv(fd, own, sizeof(own), MSG_WAITALL) == sizeof(own)) {
		pthread_t thread;

		pthread_create(&thread, NULL, answer_later, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
	close(fd);
	return NULL;
}

/* Answers 100 bytes, its size and its request's, with as many as it says there. */
static void *serve_sizes(void *arg)
{
	int fd = accept((intptr_t)arg, NULL, NULL);
	long sizes[2];

	while (recv(fd, sizes, sizeof(sizes), MSG_WAITALL) == sizeof(sizes)) {
		if (receive_all(fd, sizes[0]) != sizes[0] || send_all(fd, sizes[1]) < 0)
			break;
	}
	close(fd);
	return NULL;
}

static long in_background(void *(*run)(void *), long arg)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, run, (void *)arg);
}

static long ask(int fd, long rounds)
{
	for (long i = 0; i < rounds; i++)
		if (send_all(fd, 100) < 0 || receive_all(fd, 100) != 100)
			return -errno;
	return rounds;
}

/* Header and body in two sends, the answer in one. */
static long ask_in_parts(int fd, long rounds)
{
	for (long i = 0; i < rounds; i++)
		if (send_all(fd, 60) < 0 || send_all(fd, 40) < 0 || receive_all(fd, 100) != 100)
			return -errno;
	return rounds;
}

static long send_paced(int fd, long rounds)
{
	for (long i = 0; i < rounds; i++) {
		if (send_all(fd, 100) < 0)
			return -errno;
		usleep(1000 + rand() % 8000);
	}
	return rounds;
}

static void *receive_in_thread(void *arg)
{
	long what = (intptr_t)arg;

	return (void *)receive_all(what >> 20, what & 0xfffff);
}

/* Sends a request each 5 ms or so, whatever has been answered, and takes the answers in a thread of its own. */
static long ask_ahead(int fd, long rounds)
{
	pthread_t thread;
	long got;

	pthread_create(&thread, NULL, receive_in_thread, (void *)(intptr_t)(fd << 20 | rounds * 100));
	send_paced(fd, rounds);
	pthread_join(thread, (void **)&got);
	return got == rounds * 100 ? rounds : -EIO;
}

/* Requests and answers of these sizes, with the two longs that say so. */
static long ask_sizes(int fd, long request, long answer)
{
	long sizes[2] = { request, answer };

	for (int i = 0; i < 20; i++)
		if (send(fd, sizes, sizeof(sizes), 0) != sizeof(sizes) || send_all(fd, request) < 0 ||
		    receive_all(fd, answer) != answer)
			return -errno;
	return 20;
}

static long churn(const char *host, int port, long rounds)
{
	for (long i = 0; i < rounds; i++) {
		long fd = connect_to(host, port, 0);

		if (fd < 0)
			return fd;
		if (ask(fd, 1) != 1)
			return -errno;
		close(fd);
	}
	return rounds;
}

/* Connects to as many addresses from 127.1.0.1 on and keeps the connections. */
static long connect_many(int port, long many)
{
	for (long i = 0; i < many; i++) {
		char host[32];
		long fd;

		sprintf(host, "127.1.%ld.%ld", i / 250, i % 250 + 1);
		fd = connect_to(host, port, 0);
		if (fd < 0)
			return fd;
	}
	return many;
}

static long close_with_reset(int fd)
{
	struct linger now = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	return checked(close(fd));
}

static long run(const char *command, const char *first, const char *second, const char *third)
{
	long a = atol(first), b = atol(second), c = atol(third);

#define COMMAND(name, call)                                                                                            \
	if (!strcmp(command, name))                                                                                    \
		return call
	COMMAND("listen", listen_on(first, b, c));
	COMMAND("port", port_of(a));
	COMMAND("accept", checked(accept(a, NULL, NULL)));
	COMMAND("connect", connect_to(first, b, 0));
	COMMAND("dial", connect_to(first, b, SOCK_NONBLOCK));
	COMMAND("send", send_all(a, b));
	COMMAND("receive", receive_all(a, b));
	COMMAND("read", checked(recv(a, buffer, sizeof(buffer), 0)));
	COMMAND("peek", checked(recv(a, buffer, sizeof(buffer), MSG_PEEK)));
	COMMAND("sendfile", send_file(a, b));
	COMMAND("splice", splice_out(a, b));
	COMMAND("uring-send", uring(IORING_OP_SEND, a, b));
	COMMAND("uring-receive", uring(IORING_OP_RECV, a, b));
	COMMAND("half-close", checked(shutdown(a, SHUT_WR)));
	COMMAND("close", checked(close(a)));
	COMMAND("abort", close_with_reset(a));
	COMMAND("delay", delay_us = a);
	COMMAND("patience", syn_retries = a);
	COMMAND("user-timeout", user_timeout_ms = a);
	COMMAND("serve", in_background(serve, a));
	COMMAND("serve-side-by-side", in_background(serve_side_by_side, a));
	COMMAND("serve-sizes", in_background(serve_sizes, a));
	COMMAND("serve-epoll", in_background(serve_by_epoll, a));
	COMMAND("ask", ask(a, b));
	COMMAND("ask-in-parts", ask_in_parts(a, b));
	COMMAND("ask-ahead", ask_ahead(a, b));
	COMMAND("ask-sizes", ask_sizes(a, b, c));
	COMMAND("churn", churn(first, b, c));
	COMMAND("connect-many", connect_many(a, b));
	COMMAND("send-paced", send_paced(a, b));
	return -EOPNOTSUPP;
}

int main(void)
{
	char line[256], command[32], words[3][64];
	struct rlimit files;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	while (fgets(line, sizeof(line), stdin)) {
		memset(words, 0, sizeof(words));
		sscanf(line, "%31s %63s %63s %63s", command, words[0], words[1], words[2]);
		printf("%ld\n", run(command, words[0], words[1], words[2]));
		fflush(stdout);
	}
	return 0;
}
