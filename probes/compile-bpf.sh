#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# compile-bpf.sh SOURCES TARGET [MACHINE]: compiles each SOURCES/*.bpf.c into TARGET/<name>.bpf.o, with BTF and without
# debug info, for machines like this one or, with x86_64 or aarch64, for those.
set -eu
sources=$1
target=$2
machine=${3:-$(uname -m)}

fail() {
    echo "compile-bpf: $1" >&2
    exit 1
}

for tool in clang llvm-strip; do
    command -v $tool > /dev/null || fail "$tool is missing: the probes are compiled for BPF; apt-get install clang llvm"
done

case $machine in
    x86_64) arch=x86 package=linux-libc-dev-amd64-cross ;;
    aarch64) arch=arm64 package=linux-libc-dev-arm64-cross ;;
    *) fail "machine must be x86_64 or aarch64, was: $machine" ;;
esac
headers=/usr/include/$machine-linux-gnu
if [ "$machine" != "$(uname -m)" ]; then
    headers=/usr/$machine-linux-gnu/include
    [ -d "$headers/asm" ] || fail "$headers is missing, with which $machine's registers and system calls are named: apt-get install $package"
fi

flags="-target bpf -mcpu=v3 -g -O2 -Wall -Werror -D__TARGET_ARCH_$arch -idirafter $headers"
echo '#include <bpf/bpf_helpers.h>' | clang $flags -include linux/types.h -fsyntax-only -x c - 2> /dev/null \
    || fail "bpf/bpf_helpers.h is missing or unusable: apt-get install libbpf-dev"

mkdir -p "$target"
for source in "$sources"/*.bpf.c; do
    object=$target/$(basename "$source" .c).o
    clang $flags -ffile-prefix-map="$sources"= -c "$source" -o "$object"
    llvm-strip -g "$object"
done
