// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "targets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_ENDPOINTS 256
#define ATTEMPTS 100
#define PAUSE_US 50000 /* between attempts: 5 s in all for the first endpoint to come, or another to take over */
#define TIMEOUT_S 20

struct target {
	const char *file;
	struct stat seen; /* the file as it was read last */
	int count;
	struct sockaddr_in endpoints[MAX_ENDPOINTS];
};

static struct target targets[MAX_TARGETS];
static int target_count;
static pthread_mutex_t lists = PTHREAD_MUTEX_INITIALIZER;

_Noreturn void refuse(const char *what, const char *value)
{
	fprintf(stderr, "%s: %s\n", what, value);
	exit(2);
}

void read_targets(const char *files)
{
	char *rest = strdup(files), *file;

	while ((file = strsep(&rest, ","))) {
		if (target_count == MAX_TARGETS)
			refuse("more than 8 --targets", files);
		targets[target_count++].file = file;
	}
}

static void add_endpoint(struct target *target, const char *line)
{
	struct sockaddr_in *endpoint = &target->endpoints[target->count];
	char host[64];
	int port;

	if (sscanf(line, "%63[0-9.]:%d", host, &port) != 2 || inet_pton(AF_INET, host, &endpoint->sin_addr) != 1)
		refuse("an endpoint must be address:port, was", line);
	if (++target->count == MAX_ENDPOINTS)
		refuse("more than 255 endpoints", target->file);
	endpoint->sin_family = AF_INET;
	endpoint->sin_port = htons(port);
}

/* The file is replaced, never written in place: another file, or none, is another list. */
static void refresh(struct target *target)
{
	struct stat now = {};
	char line[256];
	FILE *file;

	if (!stat(target->file, &now) && now.st_ino == target->seen.st_ino &&
	    now.st_mtim.tv_sec == target->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == target->seen.st_mtim.tv_nsec)
		return;
	target->seen = now;
	target->count = 0;
	file = fopen(target->file, "re");
	if (!file)
		return; /* nobody is ready yet */
	while (fgets(line, sizeof(line), file))
		add_endpoint(target, line);
	fclose(file);
}

/* The thread's part of the endpoints: threads are numbered in turn, so they spread evenly. False when there are none. */
static bool choose(struct target *target, int turn, struct sockaddr_in *endpoint)
{
	bool is_there;

	pthread_mutex_lock(&lists);
	refresh(target);
	is_there = target->count > 0;
	if (is_there)
		*endpoint = target->endpoints[turn % target->count];
	pthread_mutex_unlock(&lists);
	return is_there;
}

static int connect_to(const struct sockaddr_in *endpoint)
{
	int yes = 1, connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval patience = {.tv_sec = TIMEOUT_S};

	if (connection < 0)
		return -1;
	setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (!connect(connection, (const struct sockaddr *)endpoint, sizeof(*endpoint)))
		return connection;
	close(connection);
	return -1;
}

static void close_link(struct links *links, int target)
{
	if (links->sockets[target] >= 0)
		close(links->sockets[target]);
	links->sockets[target] = -1;
}

static bool send_request(struct links *links, int target, int attempt)
{
	struct sockaddr_in endpoint = {};
	bool is_there = choose(&targets[target], links->number + attempt, &endpoint);

	if (!is_there || memcmp(&endpoint, &links->endpoints[target], sizeof(endpoint)))
		close_link(links, target);
	if (is_there && links->sockets[target] < 0)
		links->sockets[target] = connect_to(&endpoint);
	links->endpoints[target] = endpoint;
	return links->sockets[target] >= 0 && send(links->sockets[target], "ask\n", 4, MSG_NOSIGNAL) > 0;
}

static bool await_answer(struct links *links, int target)
{
	char answer[256];

	return recv(links->sockets[target], answer, sizeof(answer), 0) > 0;
}

static bool ask(struct links *links, int target)
{
	for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
		if (send_request(links, target, attempt) && await_answer(links, target))
			return true;
		close_link(links, target);
		usleep(PAUSE_US);
	}
	fprintf(stderr, "no answer from any endpoint in %s in %d attempts\n", targets[target].file, ATTEMPTS);
	return false;
}

/* Takes each answer when it comes; a target without one keeps no connection. */
static void gather(struct links *links, int waiting)
{
	struct pollfd polled[MAX_TARGETS];

	for (int target = 0; target < target_count; target++)
		polled[target] = (struct pollfd){.fd = links->sockets[target], .events = POLLIN};
	while (waiting > 0 && poll(polled, target_count, TIMEOUT_S * 1000) > 0) {
		for (int target = 0; target < target_count; target++) {
			if (!polled[target].revents)
				continue;
			if (!await_answer(links, target))
				close_link(links, target);
			polled[target].fd = -1; /* poll passes it over */
			polled[target].revents = 0;
			waiting--;
		}
	}
	for (int target = 0; target < target_count; target++) {
		if (polled[target].fd >= 0)
			close_link(links, target);
	}
}

static bool ask_all_at_once(struct links *links)
{
	bool is_answered = true;
	int waiting = 0;

	for (int target = 0; target < target_count; target++) {
		if (send_request(links, target, 0))
			waiting++;
		else
			close_link(links, target);
	}
	gather(links, waiting);
	for (int target = 0; target < target_count; target++) {
		if (links->sockets[target] < 0)
			is_answered &= ask(links, target);
	}
	return is_answered;
}

bool ask_targets(struct links *links, bool is_parallel)
{
	if (is_parallel)
		return ask_all_at_once(links);
	for (int target = 0; target < target_count; target++) {
		if (!ask(links, target))
			return false;
	}
	return true;
}

void open_links(struct links *links, int number)
{
	memset(links, 0, sizeof(*links));
	links->number = number;
	for (int target = 0; target < MAX_TARGETS; target++)
		links->sockets[target] = -1;
}

void close_links(struct links *links)
{
	for (int target = 0; target < MAX_TARGETS; target++)
		close_link(links, target);
}
