// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Birth and end of cgroups of the v2 hierarchy, with their paths. Needs BTF, Linux >= 5.15. */
#include "prelude.bpf.h"

enum lifecycle_loss {
	LOST_EVENT, /* the buffer was full */
	LOST_PATH,  /* longer than an event holds: cut */
};

/* struct cgroup_event, oldest first. A ring buffer, because order matters; 512 events between two readings. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 512 * 1024);
} events SEC(".maps");

/* So that the object's BTF names the layout of the events. */
const struct cgroup_event *event_layout __attribute__((unused));

static __always_inline int emit(struct cgroup *cgrp, const char *path, __u32 kind)
{
	struct cgroup_event *event;

	if (BPF_CORE_READ(cgrp, root, hierarchy_id))
		return 0; /* a v1 hierarchy */
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		lose(LOST_EVENT);
		return 0;
	}
	event->cgroup_id = BPF_CORE_READ(cgrp, kn, id);
	event->kind = kind;
	event->path_bytes = bpf_probe_read_kernel_str(event->path, sizeof(event->path), path);
	if (event->path_bytes == EVENT_PATH_BYTES)
		lose(LOST_PATH);
	bpf_ringbuf_submit(event, BPF_RB_NO_WAKEUP);
	return 0;
}

SEC("tp_btf/cgroup_mkdir")
int BPF_PROG(on_mkdir, struct cgroup *cgrp, const char *path)
{
	return emit(cgrp, path, EVENT_CREATED);
}

SEC("tp_btf/cgroup_rmdir")
int BPF_PROG(on_rmdir, struct cgroup *cgrp, const char *path)
{
	return emit(cgrp, path, EVENT_REMOVED);
}

SEC("raw_tp/cgroup_mkdir")
int BPF_PROG(on_mkdir_raw, struct cgroup *cgrp, const char *path)
{
	return emit(cgrp, path, EVENT_CREATED);
}

SEC("raw_tp/cgroup_rmdir")
int BPF_PROG(on_rmdir_raw, struct cgroup *cgrp, const char *path)
{
	return emit(cgrp, path, EVENT_REMOVED);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
