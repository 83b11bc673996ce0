// SPDX-License-Identifier: Apache-2.0
/* HTTP as far as the demo workloads speak it: GET, keep-alive, answers without a body of interest. */
#ifndef KERNSCALE_DEMO_H
#define KERNSCALE_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_TARGETS 8

/* A thread's own connections, one a target. */
struct links {
	int sockets[MAX_TARGETS]; /* -1: none */
	int uses[MAX_TARGETS]; /* requests sent on it */
};

enum request { NO_REQUEST, HEALTH_CHECK, WORK };

/* Ends the program: what it was given cannot be used. */
_Noreturn void refuse(const char *what, const char *value);

/* Ends the program: a call failed, and errno says why. */
_Noreturn void fail(const char *what);

int listen_at(int port);
int next_connection(int listener);

/* Waits for the next request on a connection; NO_REQUEST when it ended. */
enum request read_request(int connection);

/* 200, or 502 when somebody who was asked did not answer; false when the connection broke. */
bool send_answer(int connection, bool is_done);

/* Takes a comma-separated list of HOST:PORT, once. */
void read_targets(const char *list);
bool has_targets(void);

void open_links(struct links *links);

/* Asks all targets, one after the other or all at once, and waits for their answers; false when one gives none. */
bool ask_targets(struct links *links, bool at_once);

void close_links(struct links *links);

#endif
