// SPDX-License-Identifier: Apache-2.0
/*
 * The workloads of the demo, one a mode:
 *
 *   serve-cpu  --host A --port P --work-ms X   a thread a connection; each line asks for X ms of calculation
 *   slow-serve --host A --port P --delay-ms X  the same, but sleeps instead
 *   idle       --host A --port P --threads N   a server that nobody asks, with a parked thread pool
 *   wait       --host A --port P --target A:P --threads N --work-ms X
 *              a front: a poll loop takes connections, N threads ask another server, one request after the other, and
 *              calculate X ms with each answer
 *   disk       --dir D --threads N             direct, synchronous writes and reads at random places of a file
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
#define FILE_BLOCKS 4096 /* 16 MiB */
#define THREAD_STACK_BYTES (128 * 1024)

static struct {
	const char *host, *dir, *target;
	int port, threads, work_ms, delay_ms;
} options = {.host = "127.0.0.1", .dir = ".", .target = "", .threads = 1};

static int disk_file;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static long thread_cpu_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

/* Kept out of line, so that a profile names it. */
__attribute__((noinline)) static uint64_t calculate(uint64_t seed)
{
	for (int i = 0; i < 10000; i++)
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return seed;
}

static void work(int ms)
{
	static volatile uint64_t sink;
	long end = thread_cpu_ns() + ms * 1000000L;
	uint64_t value = sink;

	while (thread_cpu_ns() < end)
		value = calculate(value);
	sink = value;
}

static void pause_ms(int ms)
{
	struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};

	nanosleep(&time, NULL);
}

static struct sockaddr_in address_of(const char *host, int port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

	if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
		fprintf(stderr, "not an IPv4 address: %s\n", host);
		exit(2);
	}
	return address;
}

static void start_thread(void *(*run)(void *), void *argument)
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	errno = pthread_create(&thread, &attributes, run, argument);
	if (errno)
		fail("pthread_create");
	pthread_attr_destroy(&attributes);
}

static void *serve_connection(void *argument)
{
	int socket = (int)(intptr_t)argument;
	char line[256];

	while (recv(socket, line, sizeof(line), 0) > 0) {
		if (options.work_ms)
			work(options.work_ms);
		if (options.delay_ms)
			pause_ms(options.delay_ms);
		if (send(socket, "ok\n", 3, MSG_NOSIGNAL) < 0)
			break;
	}
	close(socket);
	return NULL;
}

static int listen_at_host(void)
{
	struct sockaddr_in address = address_of(options.host, options.port);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 1024))
		fail("listen");
	return listener;
}

static void serve(void)
{
	int listener = listen_at_host(), yes = 1;

	for (;;) {
		int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

		if (connection < 0)
			continue;
		setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		start_thread(serve_connection, (void *)(intptr_t)connection);
	}
}

static void *park(void *argument)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	static pthread_cond_t work_arrived = PTHREAD_COND_INITIALIZER;

	pthread_mutex_lock(&mutex);
	for (;;)
		pthread_cond_wait(&work_arrived, &mutex);
	return argument;
}

static int connect_to_target(void)
{
	char host[64];
	int port, yes = 1, connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (sscanf(options.target, "%63[0-9.]:%d", host, &port) != 2) {
		fprintf(stderr, "--target must be address:port, was: %s\n", options.target);
		exit(2);
	}
	struct sockaddr_in address = address_of(host, port);

	if (connect(connection, (struct sockaddr *)&address, sizeof(address))) {
		close(connection);
		return -1;
	}
	setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	return connection;
}

static void *ask(void *argument)
{
	char answer[256];

	for (;;) {
		int connection = connect_to_target();

		while (connection >= 0 && send(connection, "ask\n", 4, MSG_NOSIGNAL) > 0 &&
		       recv(connection, answer, sizeof(answer), 0) > 0)
			work(options.work_ms);
		if (connection >= 0)
			close(connection);
		pause_ms(200); /* the other side restarts */
	}
	return argument;
}

static void poll_for_connections(void)
{
	struct pollfd listener = {.fd = listen_at_host(), .events = POLLIN};

	for (;;) {
		if (poll(&listener, 1, -1) > 0)
			close(accept4(listener.fd, NULL, NULL, SOCK_CLOEXEC));
	}
}

static void *hammer(void *argument)
{
	unsigned int seed = (unsigned int)(intptr_t)argument;
	void *block;

	if (posix_memalign(&block, BLOCK_BYTES, BLOCK_BYTES))
		fail("posix_memalign");
	memset(block, 'k', BLOCK_BYTES);
	for (;;) {
		off_t place = (off_t)(rand_r(&seed) % FILE_BLOCKS) * BLOCK_BYTES;

		if (pwrite(disk_file, block, BLOCK_BYTES, place) < 0 ||
		    pread(disk_file, block, BLOCK_BYTES, place) < 0)
			fail("disk");
	}
	return argument;
}

static void open_disk_file(void)
{
	char name[4096];

	snprintf(name, sizeof(name), "%s/disk-XXXXXX", options.dir);
	disk_file = mkostemp(name, O_DIRECT | O_DSYNC | O_CLOEXEC);
	if (disk_file < 0)
		fail(name);
	unlink(name); /* it goes with the process, however that ends */
	errno = posix_fallocate(disk_file, 0, (off_t)FILE_BLOCKS * BLOCK_BYTES);
	if (errno)
		fail("posix_fallocate");
}

static void start_threads(void *(*run)(void *))
{
	for (int i = 0; i < options.threads; i++)
		start_thread(run, (void *)(intptr_t)(i + 1));
}

static void read_options(int count, char **words)
{
	for (int i = 2; i + 1 < count; i += 2) {
		const char *name = words[i], *value = words[i + 1];

		if (!strcmp(name, "--host"))
			options.host = value;
		else if (!strcmp(name, "--port"))
			options.port = atoi(value);
		else if (!strcmp(name, "--dir"))
			options.dir = value;
		else if (!strcmp(name, "--target"))
			options.target = value;
		else if (!strcmp(name, "--threads"))
			options.threads = atoi(value);
		else if (!strcmp(name, "--work-ms"))
			options.work_ms = atoi(value);
		else if (!strcmp(name, "--delay-ms"))
			options.delay_ms = atoi(value);
		else {
			fprintf(stderr, "unknown option: %s\n", name);
			exit(2);
		}
	}
}

int main(int count, char **words)
{
	const char *mode = count > 1 ? words[1] : "";

	read_options(count, words);
	if (!strcmp(mode, "serve-cpu") || !strcmp(mode, "slow-serve")) {
		serve();
	} else if (!strcmp(mode, "idle")) {
		start_threads(park);
		serve();
	} else if (!strcmp(mode, "wait")) {
		start_threads(ask);
		poll_for_connections();
	} else if (!strcmp(mode, "disk")) {
		open_disk_file();
		start_threads(hammer);
	} else {
		fprintf(stderr, "usage: workload serve-cpu|slow-serve|idle|wait|disk [--option value]...\n");
		return 2;
	}
	for (;;)
		pause();
}
