// SPDX-License-Identifier: Apache-2.0
/* Whom a relay asks, and how: by files that list the ready endpoints of each target. */
#ifndef KERNSCALE_TARGETS_H
#define KERNSCALE_TARGETS_H

#include <netinet/in.h>
#include <stdbool.h>

#define MAX_TARGETS 8

/* A thread's own connections, one a target. */
struct links {
	int number; /* of the thread: says which of a target's endpoints it takes */
	int sockets[MAX_TARGETS]; /* -1: none */
	struct sockaddr_in endpoints[MAX_TARGETS]; /* where the sockets lead */
};

/* Ends the program: what it was given cannot be used. */
_Noreturn void refuse(const char *what, const char *value);

/* Takes a comma-separated list of files, one a target, each with one address:port a line. */
void read_targets(const char *files);

void open_links(struct links *links, int number);

/* Asks all targets, one after the other or all at once, and waits for their answers; false when one gives none. */
bool ask_targets(struct links *links, bool is_parallel);

void close_links(struct links *links);

#endif
