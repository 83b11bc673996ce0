// SPDX-License-Identifier: Apache-2.0
/*
 * The workloads of the demo, one a mode. Each is a server with a thread a connection; a line asks, a line answers.
 *
 *   serve --host A --port P [--disk D [--reads N] [--read-kib K]] [--work-ms X]
 *         with each request N (1) direct reads of K (4) KiB at random places of a file of its own in D, then X ms of
 *         calculation
 *   relay --host A --port P --targets F,F... [--fan-out parallel] [--disk D ...] [--work-ms X]
 *         the same, after it has asked others: of each file F, which lists the ready endpoints, one address:port a
 *         line, one endpoint; one after the other, or all at once. A file that is replaced is read again.
 *   idle  --host A --port P --threads N
 *         a server that nobody asks, with a parked thread pool
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "targets.h"

#define PAGE_BYTES 4096
#define FILE_BYTES (1024 * 1024) /* quickly written, so that a new replica is soon ready */
#define THREAD_STACK_BYTES (128 * 1024)

static struct {
	const char *host, *disk, *targets;
	int port, threads, reads, read_kib, work_ms;
	bool is_parallel;
} options = {.host = "127.0.0.1", .threads = 1, .reads = 1, .read_kib = 4};

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

static int block_bytes(void)
{
	return options.read_kib * 1024;
}

static void *new_block(void)
{
	void *block;

	errno = posix_memalign(&block, PAGE_BYTES, block_bytes());
	if (errno)
		fail("posix_memalign");
	memset(block, 'k', block_bytes());
	return block;
}

/* Written, not only allocated: what was never written is read without the disk. */
static void open_disk_file(void)
{
	char name[4096];
	void *block = new_block();

	snprintf(name, sizeof(name), "%s/disk-XXXXXX", options.disk);
	disk_file = mkostemp(name, O_DIRECT | O_CLOEXEC);
	if (disk_file < 0)
		fail(name);
	unlink(name); /* it goes with the process, however that ends */
	for (off_t place = 0; place < FILE_BYTES; place += block_bytes()) {
		if (pwrite(disk_file, block, block_bytes(), place) != block_bytes())
			fail("write to the disk");
	}
	free(block);
}

static void read_from_disk(void *block, unsigned int *seed)
{
	for (int i = 0; i < options.reads; i++) {
		off_t place = (off_t)(rand_r(seed) % (FILE_BYTES / block_bytes())) * block_bytes();

		if (pread(disk_file, block, block_bytes(), place) != block_bytes())
			fail("read from the disk");
	}
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

struct client {
	int number, socket;
};

static void answer(const struct client *client)
{
	unsigned int seed = client->number;
	void *block = options.disk ? new_block() : NULL;
	struct links links;
	char line[256];

	open_links(&links, client->number);
	while (recv(client->socket, line, sizeof(line), 0) > 0) {
		if (!ask_targets(&links, options.is_parallel))
			break; /* the client sees the end of the connection */
		if (block)
			read_from_disk(block, &seed);
		work(options.work_ms);
		if (send(client->socket, "ok\n", 3, MSG_NOSIGNAL) < 0)
			break;
	}
	close_links(&links);
	free(block);
}

static void *serve_client(void *argument)
{
	struct client *client = argument;

	answer(client);
	close(client->socket);
	free(client);
	return NULL;
}

static int listen_at_host(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options.port)};
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	if (inet_pton(AF_INET, options.host, &address.sin_addr) != 1)
		refuse("--host must be an IPv4 address, was", options.host);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 1024))
		fail("listen");
	return listener;
}

static int next_connection(int listener)
{
	int yes = 1, connection;

	do
		connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	while (connection < 0 && (errno == EINTR || errno == ECONNABORTED));
	if (connection < 0)
		fail("accept4");
	setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	return connection;
}

static void serve(void)
{
	int listener = listen_at_host();

	for (int number = 0;; number++) {
		struct client *client = malloc(sizeof(*client));

		if (!client)
			fail("malloc");
		client->number = number;
		client->socket = next_connection(listener);
		start_thread(serve_client, client);
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

static void read_option(const char *name, const char *value)
{
	if (!strcmp(name, "--host"))
		options.host = value;
	else if (!strcmp(name, "--port"))
		options.port = atoi(value);
	else if (!strcmp(name, "--disk"))
		options.disk = value;
	else if (!strcmp(name, "--targets"))
		options.targets = value;
	else if (!strcmp(name, "--fan-out") && !strcmp(value, "parallel"))
		options.is_parallel = true;
	else if (!strcmp(name, "--threads"))
		options.threads = atoi(value);
	else if (!strcmp(name, "--reads"))
		options.reads = atoi(value);
	else if (!strcmp(name, "--read-kib"))
		options.read_kib = atoi(value);
	else if (!strcmp(name, "--work-ms"))
		options.work_ms = atoi(value);
	else
		refuse("unknown option", name);
}

int main(int count, char **words)
{
	const char *mode = count > 1 ? words[1] : "";

	for (int i = 2; i < count; i += 2)
		read_option(words[i], i + 1 < count ? words[i + 1] : "");
	if (options.read_kib < 4 || options.read_kib > FILE_BYTES / 1024 || options.read_kib % 4)
		refuse("--read-kib must be a multiple of 4, at most 1024, was", "another");
	if (options.disk)
		open_disk_file();
	if (!strcmp(mode, "relay")) {
		if (!options.targets)
			refuse("a relay needs --targets, had", "none");
		read_targets(options.targets);
	} else if (!strcmp(mode, "idle")) {
		for (int i = 0; i < options.threads; i++)
			start_thread(park, NULL);
	} else if (strcmp(mode, "serve")) {
		refuse("the mode must be serve, relay or idle, was", mode);
	}
	serve();
}
