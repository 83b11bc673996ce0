# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What of BPF is in this machine's kernel, and what of it was not there before: sourced by scripts/end-to-end. Programs and
# maps outlive their process where they are pinned or attached for good, so it is the kernel that is asked, and no process.

# Another /proc; only the test of this file sets it.
BPF_PROC=${KERNSCALE_TEST_PROC:-/proc}

# "program ID TYPE NAME", "map ID TYPE NAME" and "pin PATH", a line each, sorted. What hangs on a cgroup is left out: container
# runtimes load such programs for each container.
bpf_objects() {
  {
    bpftool prog show | awk '$1 ~ /^[0-9]+:$/ && $2 !~ /^cgroup_/ { print "program", $1 + 0, $2, ($3 == "name" ? $4 : "") }'
    bpftool map show | awk '$1 ~ /^[0-9]+:$/ { print "map", $1 + 0, $2, ($3 == "name" ? $4 : "") }'
    awk '$0 ~ / - bpf / { print $5 }' /proc/self/mountinfo | while read -r mount; do
      find "$mount" -mindepth 1 ! -type d -printf 'pin %p\n'
    done
  } | sort -u
}

# bpf_left FILE: what is there and is not in FILE, which bpf_objects wrote, but for what a process outside of pods holds: that
# is somebody else's, and goes with it.
bpf_left() {
  local holders object
  holders=$(bpf_holders)
  bpf_objects | comm -13 "$1" - | while read -r object; do
    is_of_somebody_else "$object" "$holders" || printf '%s\n' "$object"
  done
}

# "program ID in-pod|elsewhere" for each descriptor of each process.
bpf_holders() {
  local process where
  for process in "$BPF_PROC"/[0-9]*; do
    where=elsewhere
    ! grep -qs kubepods "$process/cgroup" || where=in-pod
    sed -n "s/^prog_id:[[:space:]]*\([0-9]*\)/program \1 $where/p; s/^map_id:[[:space:]]*\([0-9]*\)/map \1 $where/p" \
      "$process"/fdinfo/* 2>/dev/null || true
  done
}

# is_of_somebody_else OBJECT HOLDERS
is_of_somebody_else() {
  local kind id
  read -r kind id _ <<<"$1"
  grep -qx "$kind $id elsewhere" <<<"$2" && ! grep -qx "$kind $id in-pod" <<<"$2"
}
