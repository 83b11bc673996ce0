// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "demo.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_HEAD 2048
#define TIMEOUT_S 20
/* A Service chooses the pod when a connection is made: new connections, now and then, find new replicas. */
#define REQUESTS_A_CONNECTION 16

static const char REQUEST[] = "GET / HTTP/1.1\r\nHost: demo\r\n\r\n";
static const char DONE[] = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n";
static const char NOT_DONE[] = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";

static struct sockaddr_in targets[MAX_TARGETS];
static int target_count;

static void add_target(char *text)
{
	struct sockaddr_in *target = &targets[target_count];
	char *colon = strrchr(text, ':');
	int port = colon ? atoi(colon + 1) : 0;

	if (target_count++ == MAX_TARGETS)
		refuse("--ask takes up to 8 addresses", text);
	if (port < 1 || port > 65535)
		refuse("--ask takes HOST:PORT", text);
	*colon = 0;
	if (inet_pton(AF_INET, text, &target->sin_addr) != 1)
		refuse("HOST must be an IPv4 address (a Service must be there before the pod)", text);
	target->sin_family = AF_INET;
	target->sin_port = htons(port);
}

void read_targets(const char *list)
{
	char *rest = strdup(list), *text;

	while ((text = strsep(&rest, ",")))
		add_target(text);
}

bool has_targets(void)
{
	return target_count > 0;
}

static int new_socket(void)
{
	int yes = 1, made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (made < 0)
		fail("socket");
	setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	return made;
}

int listen_at(int port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int listener = new_socket();

	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 1024))
		fail("listen");
	return listener;
}

int next_connection(int listener)
{
	int connection;

	do
		connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	while (connection < 0 && (errno == EINTR || errno == ECONNABORTED));
	if (connection < 0)
		fail("accept4");
	return connection;
}

/* Reads up to the empty line that ends a head; false when the connection ends before. */
static bool read_head(int connection, char head[MAX_HEAD + 1])
{
	size_t length = 0;
	ssize_t count;

	while (length < MAX_HEAD && (count = recv(connection, head + length, MAX_HEAD - length, 0)) > 0) {
		length += count;
		head[length] = 0;
		if (strstr(head, "\r\n\r\n"))
			return true;
	}
	return false;
}

enum request read_request(int connection)
{
	char head[MAX_HEAD + 1];

	if (!read_head(connection, head))
		return NO_REQUEST;
	return strncmp(head, "GET /healthz ", 13) ? WORK : HEALTH_CHECK;
}

static bool send_all(int connection, const char *text)
{
	return send(connection, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text);
}

bool send_answer(int connection, bool is_done)
{
	return send_all(connection, is_done ? DONE : NOT_DONE);
}

void open_links(struct links *links)
{
	memset(links, 0, sizeof(*links));
	for (int target = 0; target < MAX_TARGETS; target++)
		links->sockets[target] = -1;
}

static void close_link(struct links *links, int target)
{
	if (links->sockets[target] >= 0)
		close(links->sockets[target]);
	links->sockets[target] = -1;
}

void close_links(struct links *links)
{
	for (int target = 0; target < MAX_TARGETS; target++)
		close_link(links, target);
}

static void connect_link(struct links *links, int target)
{
	struct timeval patience = {.tv_sec = TIMEOUT_S};
	int connection = new_socket();

	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	links->sockets[target] = connection;
	links->uses[target] = 0;
	if (connect(connection, (struct sockaddr *)&targets[target], sizeof(targets[target])))
		close_link(links, target);
}

static bool send_request(struct links *links, int target)
{
	if (links->uses[target] == REQUESTS_A_CONNECTION)
		close_link(links, target);
	if (links->sockets[target] < 0)
		connect_link(links, target);
	links->uses[target]++;
	return links->sockets[target] >= 0 && send_all(links->sockets[target], REQUEST);
}

/* The body is short, and comes with its head. */
static bool await_answer(struct links *links, int target)
{
	char head[MAX_HEAD + 1];
	bool is_answered = read_head(links->sockets[target], head) && !strncmp(head, "HTTP/1.1 200", 12);

	if (!is_answered)
		close_link(links, target);
	return is_answered;
}

bool ask_targets(struct links *links, bool at_once)
{
	bool is_sent[MAX_TARGETS], is_answered = true;

	for (int target = 0; target < target_count; target++) {
		is_sent[target] = send_request(links, target);
		if (!at_once)
			is_answered &= is_sent[target] && await_answer(links, target);
	}
	for (int target = 0; at_once && target < target_count; target++)
		is_answered &= is_sent[target] && await_answer(links, target);
	return is_answered;
}
