// SPDX-License-Identifier: Apache-2.0
/*
 * The program of the demo workloads: an HTTP server with a thread a connection, and a load generator. Linked
 * statically, so that it is all there is in its image.
 *
 *   demo serve [--port P] [--ask HOST:PORT,... [--at-once]] [--disk DIR --reads N] [--memory-mib N] [--work-ms N]
 *              [--delay-ms N]
 *        answers each GET after, in this order: it asked others and has their answers, read N times half a MiB of a file
 *        of its own in DIR past the page cache, read N MiB of memory, calculated for N ms of CPU time, slept N ms.
 *        GET /healthz is answered at once.
 *   demo run [the same options]
 *        does once what a server does for an answer, and ends: a job
 *   demo call --ask HOST:PORT --clients N [--think-ms N]
 *        N threads that ask, await the answer and pause; a line every 10 s says how many answers came how quickly
 *
 * HOST is an IPv4 address: in a pod, $(NAME_SERVICE_HOST) gives that of a Service.
 */
#define _GNU_SOURCE
#include "demo.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Large: a small read takes less time at a fast disk than its thread then waits for a CPU of a busy node. */
#define BLOCK_BYTES (512 * 1024)
#define FILE_BLOCKS 64 /* 32 MiB: soon written */
#define PAGE_BYTES 4096
#define THREAD_STACK_BYTES (256 * 1024)
#define REPORT_SECONDS 10

static struct {
	const char *disk;
	int port, clients;
	int reads, work_ms, delay_ms, think_ms, memory_mib;
	bool at_once;
} options = {.port = 8080};

static int disk_file = -1;
static volatile unsigned char *memory;

_Noreturn void refuse(const char *what, const char *value)
{
	fprintf(stderr, "demo: %s, was: %s\n", what, value);
	exit(2);
}

_Noreturn void fail(const char *what)
{
	perror(what);
	exit(1);
}

static long now_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

static void pause_ms(int ms)
{
	struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};

	nanosleep(&pause, NULL);
}

static void *new_block(void)
{
	void *block;

	errno = posix_memalign(&block, PAGE_BYTES, BLOCK_BYTES);
	if (errno)
		fail("posix_memalign");
	memset(block, 'k', BLOCK_BYTES);
	return block;
}

/* Written, not only allocated: what was never written is read without the disk. */
static void open_disk_file(void)
{
	char name[4096];
	void *block = new_block();

	snprintf(name, sizeof(name), "%s/demo-XXXXXX", options.disk);
	disk_file = mkostemp(name, O_DIRECT | O_CLOEXEC);
	if (disk_file < 0)
		fail(name);
	unlink(name); /* it goes with the process, however that ends */
	for (int i = 0; i < FILE_BLOCKS; i++) {
		if (pwrite(disk_file, block, BLOCK_BYTES, (off_t)i * BLOCK_BYTES) != BLOCK_BYTES)
			fail("write to the disk");
	}
	free(block);
}

static void read_disk(void *block, unsigned int *seed)
{
	for (int i = 0; i < options.reads; i++) {
		off_t place = (off_t)(rand_r(seed) % FILE_BLOCKS) * BLOCK_BYTES;

		if (pread(disk_file, block, BLOCK_BYTES, place) != BLOCK_BYTES)
			fail("read from the disk");
	}
}

static size_t memory_bytes(void)
{
	return (size_t)options.memory_mib << 20;
}

/* Written, not only allocated: what was never written takes no memory. */
static void fill_memory(void)
{
	memory = malloc(memory_bytes());
	if (!memory)
		fail("malloc");
	memset((void *)memory, 'k', memory_bytes());
}

static void read_memory(void)
{
	for (size_t place = 0; place < memory_bytes(); place += PAGE_BYTES)
		(void)memory[place];
}

/* Kept out of line, so that a profile names it. */
__attribute__((noinline)) static uint64_t calculate(uint64_t seed)
{
	for (int i = 0; i < 10000; i++)
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return seed;
}

static void work(void)
{
	static volatile uint64_t sink;
	long end = now_ms(CLOCK_THREAD_CPUTIME_ID) + options.work_ms;
	uint64_t value = sink;

	while (now_ms(CLOCK_THREAD_CPUTIME_ID) < end)
		value = calculate(value);
	sink = value;
}

static bool do_request(struct links *links, void *block, unsigned int *seed)
{
	if (!ask_targets(links, options.at_once))
		return false;
	if (block)
		read_disk(block, seed);
	read_memory();
	work();
	pause_ms(options.delay_ms);
	return true;
}

static void prepare(void)
{
	if (options.disk)
		open_disk_file();
	if (options.memory_mib)
		fill_memory();
}

static int run(void)
{
	unsigned int seed = 0;
	struct links links;

	prepare();
	open_links(&links);
	return do_request(&links, disk_file < 0 ? NULL : new_block(), &seed) ? 0 : 1;
}

static void answer_requests(int connection)
{
	unsigned int seed = connection;
	void *block = disk_file < 0 ? NULL : new_block();
	struct links links;
	enum request request;

	open_links(&links);
	while ((request = read_request(connection)) != NO_REQUEST) {
		bool is_done = request == HEALTH_CHECK || do_request(&links, block, &seed);

		if (!send_answer(connection, is_done))
			break;
	}
	close_links(&links);
	free(block);
	close(connection);
}

static void *serve_connection(void *connection)
{
	answer_requests((int)(intptr_t)connection);
	return NULL;
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

static void serve(void)
{
	int listener = listen_at(options.port);

	prepare();
	for (;;)
		start_thread(serve_connection, (void *)(intptr_t)next_connection(listener));
}

/* What the clients saw since the last line. */
static struct {
	pthread_mutex_t lock;
	long answers, failures, total_ms;
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void note(bool is_answered, long ms)
{
	pthread_mutex_lock(&seen.lock);
	if (is_answered) {
		seen.answers++;
		seen.total_ms += ms;
	} else {
		seen.failures++;
	}
	pthread_mutex_unlock(&seen.lock);
}

static void *be_client(void *unused)
{
	struct links links;

	open_links(&links);
	for (;;) {
		long start = now_ms(CLOCK_MONOTONIC);
		bool is_answered = ask_targets(&links, false);

		note(is_answered, now_ms(CLOCK_MONOTONIC) - start);
		pause_ms(is_answered ? options.think_ms : 500);
	}
	return unused;
}

static void report(void)
{
	pthread_mutex_lock(&seen.lock);
	printf("%.1f answers/s after %ld ms on average, %ld without one\n", (double)seen.answers / REPORT_SECONDS,
	       seen.answers ? seen.total_ms / seen.answers : 0, seen.failures);
	seen.answers = seen.failures = seen.total_ms = 0;
	pthread_mutex_unlock(&seen.lock);
	fflush(stdout);
}

static void call(void)
{
	if (!has_targets() || options.clients < 1)
		refuse("call needs --ask and --clients of at least 1", "none");
	for (int i = 0; i < options.clients; i++)
		start_thread(be_client, NULL);
	for (;;) {
		sleep(REPORT_SECONDS);
		report();
	}
}

static int number(const char *name, const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (end == text || *end || value < 0 || value > 65535) {
		fprintf(stderr, "demo: %s must be a number from 0 to 65535, was: %s\n", name, text);
		exit(2);
	}
	return (int)value;
}

static void read_option(const char *name, const char *value)
{
	if (!strcmp(name, "--ask"))
		read_targets(value);
	else if (!strcmp(name, "--disk"))
		options.disk = value;
	else if (!strcmp(name, "--port"))
		options.port = number(name, value);
	else if (!strcmp(name, "--clients"))
		options.clients = number(name, value);
	else if (!strcmp(name, "--reads"))
		options.reads = number(name, value);
	else if (!strcmp(name, "--work-ms"))
		options.work_ms = number(name, value);
	else if (!strcmp(name, "--delay-ms"))
		options.delay_ms = number(name, value);
	else if (!strcmp(name, "--think-ms"))
		options.think_ms = number(name, value);
	else if (!strcmp(name, "--memory-mib"))
		options.memory_mib = number(name, value);
	else
		refuse("an option must be one of those that demo.c lists", name);
}

static void read_options(int count, char **words)
{
	for (int i = 2; i < count; i++) {
		if (!strcmp(words[i], "--at-once"))
			options.at_once = true;
		else if (i + 1 == count)
			refuse("an option needs a value", words[i]);
		else
			read_option(words[i], words[i + 1]), i++;
	}
}

/* The first process of a container has no default action for SIGTERM. */
static void end(int signal)
{
	(void)signal;
	_exit(0);
}

int main(int count, char **words)
{
	const char *mode = count > 1 ? words[1] : "none";

	signal(SIGTERM, end);
	signal(SIGINT, end);
	signal(SIGPIPE, SIG_IGN);
	read_options(count, words);
	if (!strcmp(mode, "run"))
		return run();
	if (!strcmp(mode, "serve"))
		serve();
	if (!strcmp(mode, "call"))
		call();
	refuse("the mode must be serve, run or call", mode);
}
