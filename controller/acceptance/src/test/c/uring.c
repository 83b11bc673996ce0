// SPDX-License-Identifier: Apache-2.0
/*
 * An HTTP server of one thread that does all its accepts, receives and sends through io_uring, by raw system calls.
 *
 *   uring HOST PORT MICROSECONDS   answers each request after so much calculation
 *   uring --probe                  only says whether io_uring may be used here
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ENTRIES 256
#define REQUEST_BYTES 4096

static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n";

enum step { ACCEPT, RECEIVE, SEND };

struct connection {
	int socket;
	enum step step;
	char request[REQUEST_BYTES];
};

static struct {
	int fd;
	unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
	unsigned queued;
} ring;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void *map(size_t bytes, off_t offset)
{
	void *mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring.fd, offset);

	if (mapped == MAP_FAILED)
		fail("mmap of the ring");
	return mapped;
}

static void open_ring(void)
{
	struct io_uring_params params = {0};
	char *sq, *cq;

	ring.fd = syscall(SYS_io_uring_setup, ENTRIES, &params);
	if (ring.fd < 0)
		fail("io_uring_setup");
	sq = map(params.sq_off.array + params.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING);
	cq = map(params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe), IORING_OFF_CQ_RING);
	ring.sqes = map(params.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	ring.sq_tail = (unsigned *)(sq + params.sq_off.tail);
	ring.sq_mask = (unsigned *)(sq + params.sq_off.ring_mask);
	ring.sq_array = (unsigned *)(sq + params.sq_off.array);
	ring.cq_head = (unsigned *)(cq + params.cq_off.head);
	ring.cq_tail = (unsigned *)(cq + params.cq_off.tail);
	ring.cq_mask = (unsigned *)(cq + params.cq_off.ring_mask);
	ring.cqes = (struct io_uring_cqe *)(cq + params.cq_off.cqes);
}

static void queue(struct connection *connection, enum step step)
{
	unsigned tail = *ring.sq_tail, index = tail & *ring.sq_mask;
	struct io_uring_sqe *sqe = &ring.sqes[index];

	memset(sqe, 0, sizeof(*sqe));
	connection->step = step;
	sqe->fd = connection->socket;
	sqe->user_data = (uint64_t)(uintptr_t)connection;
	if (step == ACCEPT) {
		sqe->opcode = IORING_OP_ACCEPT;
	} else if (step == RECEIVE) {
		sqe->opcode = IORING_OP_RECV;
		sqe->addr = (uint64_t)(uintptr_t)connection->request;
		sqe->len = REQUEST_BYTES;
	} else {
		sqe->opcode = IORING_OP_SEND;
		sqe->addr = (uint64_t)(uintptr_t)ANSWER;
		sqe->len = sizeof(ANSWER) - 1;
	}
	ring.sq_array[index] = index;
	__atomic_store_n(ring.sq_tail, tail + 1, __ATOMIC_RELEASE);
	ring.queued++;
}

static void calculate(long micros)
{
	struct timespec start, now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
	do
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	while ((now.tv_sec - start.tv_sec) * 1000000L + (now.tv_nsec - start.tv_nsec) / 1000 < micros);
}

static void accepted(int socket)
{
	struct connection *connection = calloc(1, sizeof(*connection));

	if (!connection)
		fail("calloc");
	connection->socket = socket;
	queue(connection, RECEIVE);
}

static void completed(struct connection *connection, int result, long work_micros)
{
	if (connection->step == ACCEPT) {
		if (result >= 0)
			accepted(result);
		queue(connection, ACCEPT);
	} else if (result <= 0) {
		close(connection->socket);
		free(connection);
	} else if (connection->step == RECEIVE) {
		calculate(work_micros);
		queue(connection, SEND);
	} else {
		queue(connection, RECEIVE);
	}
}

static void serve(int listener, long work_micros)
{
	struct connection accepting = {.socket = listener};

	queue(&accepting, ACCEPT);
	for (;;) {
		unsigned head = *ring.cq_head, queued = ring.queued;

		ring.queued = 0;
		if (syscall(SYS_io_uring_enter, ring.fd, queued, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
			fail("io_uring_enter");
		while (head != __atomic_load_n(ring.cq_tail, __ATOMIC_ACQUIRE)) {
			struct io_uring_cqe cqe = ring.cqes[head++ & *ring.cq_mask];

			__atomic_store_n(ring.cq_head, head, __ATOMIC_RELEASE);
			completed((struct connection *)(uintptr_t)cqe.user_data, cqe.res, work_micros);
		}
	}
}

static int listen_at(const char *host, const char *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
	int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, host, &address.sin_addr);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 128))
		fail("listen");
	return listener;
}

int main(int count, char **words)
{
	open_ring();
	if (count == 2 && !strcmp(words[1], "--probe"))
		return 0;
	if (count != 4) {
		fprintf(stderr, "usage: uring HOST PORT MICROSECONDS | uring --probe\n");
		return 2;
	}
	serve(listen_at(words[1], words[2]), atol(words[3]));
}
