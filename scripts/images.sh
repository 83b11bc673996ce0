# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# ./kernscale images: builds the agent's and the controller's image with buildah, without a daemon, as OCI archives that
# `ctr images import` reads. Sourced by the front door, whose say, refuse and install_packages it uses.

. scripts/emulate.sh

IMAGES_DIR=target/images
# All files and images carry it, as the jars do: the same inputs give the same digest.
IMAGES_EPOCH=$(date -u -d "$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</.*:\1:p' pom.xml)" +%s)
# What an image may have at most, in MB (10^6 bytes), compressed as it travels.
max_megabytes() {
  case $1 in
    agent) echo 90 ;;
    controller) echo 180 ;;
    demo) echo 2 ;;
  esac
}

# The release that this is, or becomes: 0.1.0 also before it is one.
version() { sed -n 's:^  <version>\([0-9.]*\).*</version>:\1:p' pom.xml | head -n 1; }

images_usage() {
  cat <<END
usage: ./kernscale images [--base REF] [--jdk DIR] [--arch amd64|arm64] [--fresh] [--no-aot] [NAME...]
  NAME         agent, controller, demo (the demo's workloads); all of them when none is given
  --base REF   builds on this image instead of the pinned debian:trixie-slim: any reference that buildah takes, the root
               filesystem of a Debian in a tar, or the word mmdebstrap: then Debian's packages become one, for machines
               that reach no registry
  --jdk DIR    the JDK 25 to cut down, of the image's architecture; default: the one that builds Kernscale, or, for another
               architecture, Debian's
  --arch A     the image's architecture; default: this machine's. Another one is emulated: by what is registered with the
               kernel (binfmt_misc), or by Debian's qemu-user, which then is registered for as long as the build lasts
  --fresh      does every step anew, and takes none from an earlier build
  --no-aot     leaves the AOT caches empty (to measure what they bring)
The images are kernscale/NAME:VERSION, and stand in $IMAGES_DIR/NAME.oci.tar.
END
}

# Sets BASE, JDK, ARCH, BUILD_OPTIONS and NAMES from the options; --help and mistakes end here.
read_images_options() {
  BASE='' JDK='' ARCH='' BUILD_OPTIONS=() NAMES=()
  while [ $# -gt 0 ]; do
    case $1 in
      --base) need_value "$@"; BASE=$2; shift ;;
      --jdk) need_value "$@"; JDK=$2; shift ;;
      --arch) need_value "$@"; ARCH=$2; shift ;;
      --fresh) BUILD_OPTIONS+=(--no-cache) ;;
      --no-aot) BUILD_OPTIONS+=(--build-arg AOT=) ;;
      --help) images_usage; exit ;;
      agent | controller | demo) NAMES+=("$1") ;;
      *) refuse "images takes --base, --jdk, --arch, --fresh, --no-aot and the names agent, controller, demo; was: $1; see ./kernscale images --help" ;;
    esac
    shift
  done
  [ ${#NAMES[@]} -gt 0 ] || NAMES=(agent controller demo)
  check_images_options
}

need_value() {
  if [ $# -lt 2 ] || [ -z "$2" ]; then
    refuse "images $1 needs a value; see ./kernscale images --help"
  fi
}

check_images_options() {
  case ${ARCH:-amd64} in
    amd64 | arm64) ;;
    *) refuse "images --arch must be amd64 or arm64, was: $ARCH; Kernscale's probes know no other registers." ;;
  esac
  ARCH=${ARCH:-$(this_arch)}
  [ -z "$JDK" ] || is_jdk25_of "$JDK" "$ARCH" ||
    refuse "images --jdk must be the folder of a JDK 25 for $ARCH, was: $JDK; leave it out to take one that is."
}

# Another architecture's cannot be asked by running it: what its maker wrote down has to do.
is_jdk25_of() {
  if [ "$2" = "$(this_arch)" ]; then
    is_jdk25 "$1"
  else
    grep -qsE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])[".]' "$1/release" && grep -qsx "OS_ARCH=\"$(machine_of "$2")\"" "$1/release"
  fi
}

this_arch() {
  case $(uname -m) in
    aarch64) echo arm64 ;;
    *) echo amd64 ;;
  esac
}

# The kernel's, clang's and Java's word for an architecture.
machine_of() {
  case $1 in
    arm64) echo aarch64 ;;
    *) echo x86_64 ;;
  esac
}

# Everything that may be missing, before the build that takes long.
prepare_images() {
  [ "$(id -u)" = 0 ] ||
    refuse "images are built as root (they have files of other users), and this is $(id -un); run: sudo ./kernscale images"
  mkdir -p "$IMAGES_DIR"
  trap end_images EXIT
  if [ "$ARCH" != "$(this_arch)" ]; then
    emulate "$(machine_of "$ARCH")"
    [ -n "$JDK" ] || unpack_jdk
  fi
  JDK=${JDK:-$JAVA_HOME}
  command -v buildah >/dev/null || install_packages "buildah runc netavark" "to build images"
  command -v jq >/dev/null || install_packages jq "to read what was built"
  [ "$BASE" != mmdebstrap ] || make_base
}

build_images() {
  local name
  WORK=$(mktemp -d)
  import_base
  copy_jdk
  for name in "${NAMES[@]}"; do
    build_image "$name"
  done
  rm -rf "$WORK"
}

end_images() {
  [ -z "${WORK:-}" ] || rm -rf "$WORK"
  end_emulation
}

# As slim as debian:trixie-slim, without what nobody reads in a container. Kept, so that a second build is on the same one.
make_base() {
  BASE=$CACHE/base-trixie-$ARCH.tar
  [ ! -f "$BASE" ] || return 0
  command -v mmdebstrap >/dev/null || install_packages mmdebstrap "to make a base for the images"
  say "making $BASE from Debian's packages"
  # Whether the architecture can be emulated was seen to; mmdebstrap would want another package for its own look.
  SOURCE_DATE_EPOCH=$IMAGES_EPOCH mmdebstrap --quiet --skip=check/qemu --variant=minbase --architectures="$ARCH" --include=libbpf1 \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' trixie "$BASE.part.tar" >"$CACHE/base.log" 2>&1 ||
    refuse "mmdebstrap cannot make a base; its last words: $(tail -n 1 "$CACHE/base.log") (all of them: $CACHE/base.log)"
  mv "$BASE.part.tar" "$BASE"
}

# A tar becomes an image whose name is the tar's digest; references are buildah's affair.
import_base() {
  local tar=$BASE container
  [ -n "$tar" ] && [ -f "$tar" ] || return 0
  BASE=localhost/kernscale-base:$(sha256sum "$tar" | cut -c 1-16)
  ! buildah inspect --type image "$BASE" >/dev/null 2>&1 || return 0
  say "making the base $BASE from $tar"
  container=$(buildah from --arch "$ARCH" scratch)
  buildah add --quiet "$container" "$tar" / >/dev/null
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit --quiet --rm --timestamp "$IMAGES_EPOCH" "$container" "$BASE" >/dev/null
}

# Packages of JDKs have links out of them (certificates, configuration), which lead nowhere in a build. Those that lead nowhere
# here either (documents that are not installed) are left out.
copy_jdk() {
  JDK_COPY=$WORK/jdk
  mkdir "$JDK_COPY"
  tar -C "$JDK" --create --dereference --exclude=src.zip \
    --exclude-from=<(cd "$JDK" && find . -xtype l) . | tar -C "$JDK_COPY" --extract
}

image_context() {
  case $1 in
    agent) if [ "$ARCH" = "$(this_arch)" ]; then echo agent; else foreign_agent; fi ;;
    demo) echo k3s-setup/workloads ;;
    *) echo "$1" ;;
  esac
}

# Probes name the registers and system calls of the machine that they are for, and the build made those of this one.
foreign_agent() {
  local machine package=linux-libc-dev-$ARCH-cross
  machine=$(machine_of "$ARCH")
  [ -d "/usr/$machine-linux-gnu/include/asm" ] || install_packages "$package" "to compile the probes for $ARCH"
  mkdir "$WORK/context"
  cp -r --parents agent/Containerfile agent/src/main agent/target/kernscale-agent.jar agent/target/lib "$WORK/context"
  probes/compile-bpf.sh probes/src/main/bpf "$WORK/probes/io/kernscale/probes" "$machine"
  "$JAVA_HOME/bin/jar" --update --date "$(date -u -d "@$IMAGES_EPOCH" +%FT%TZ)" \
    --file "$WORK"/context/agent/target/lib/kernscale-probes-*.jar -C "$WORK/probes" io
  echo "$WORK/context/agent"
}

build_image() {
  local name=$1 context log=$IMAGES_DIR/$1.log reference
  context=$(image_context "$name")
  reference=docker.io/kernscale/$name:$(version)
  say "building the image kernscale/$name:$(version) for $ARCH"
  # The host's network: apt in a step needs no bridge, and no step listens.
  buildah build --layers --network host --arch "$ARCH" --timestamp "$IMAGES_EPOCH" ${BASE:+--build-arg "BASE=$BASE"} \
    --build-arg "SOURCE_DATE_EPOCH=$IMAGES_EPOCH" --build-arg "JDK=$(jdk_version)" --build-context "jdk=$JDK_COPY" ${BUILD_OPTIONS[@]+"${BUILD_OPTIONS[@]}"} \
    --label "org.opencontainers.image.title=kernscale/$name" --label "org.opencontainers.image.version=$(version)" \
    --label org.opencontainers.image.licenses=Apache-2.0 \
    --file "$context/Containerfile" --tag "$reference" "$context" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    refuse "the image kernscale/$name cannot be built (all of it: $PWD/$log); where no registry can be reached, use --base: see ./kernscale images --help"
  }
  rm -f "$IMAGES_DIR/$name.oci.tar"
  buildah push --quiet --format oci "$reference" "oci-archive:$IMAGES_DIR/$name.oci.tar:$reference"
}

jdk_version() { sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JDK/release"; }

# The manifest of an OCI archive, and its digest.
manifest_digest() { tar -xOf "$1" index.json | jq -r '.manifests[0].digest'; }
manifest_of() { tar -xOf "$1" "blobs/sha256/$(manifest_digest "$1" | cut -d : -f 2)"; }

compressed_megabytes() { manifest_of "$1" | jq '[.layers[].size] | add / 1e5 | ceil / 10'; }

# One line an image: NAME MEGABYTES MAXIMUM DIGEST.
measure_images() {
  local name archive
  for name in "${NAMES[@]}"; do
    archive=$IMAGES_DIR/$name.oci.tar
    printf '%s %s %s %s\n' "$name" "$(compressed_megabytes "$archive")" "$(max_megabytes "$name")" "$(manifest_digest "$archive")"
  done
}

print_sizes() {
  local name megabytes max digest
  printf '%-30s %13s %10s  %s\n' IMAGE "COMPRESSED MB" "AT MOST" DIGEST
  measure_images | while read -r name megabytes max digest; do
    printf '%-30s %13s %10s  %s\n' "kernscale/$name:$(version)" "$megabytes" "$max" "$digest"
  done
}

# Two builds from nothing have the same digests, and no image is larger than it may be. Exit status 1 if not; of an image that
# differs both archives are kept.
test_images() {
  local first second name megabytes max rest status=0
  build_images
  first=$(measure_images)
  for name in "${NAMES[@]}"; do
    mv "$IMAGES_DIR/$name.oci.tar" "$IMAGES_DIR/$name.first.oci.tar"
  done
  build_images
  second=$(measure_images)
  while read -r name megabytes max rest; do
    if grep -qxF "$name $megabytes $max $rest" <<<"$first"; then
      rm "$IMAGES_DIR/$name.first.oci.tar"
    else
      say "FAILED: two builds of kernscale/$name differ: $(grep "^$name " <<<"$first"), then $name $megabytes $max $rest; compare $IMAGES_DIR/$name.first.oci.tar with $IMAGES_DIR/$name.oci.tar"
      status=1
    fi
    if awk "BEGIN { exit !($megabytes > $max) }"; then
      say "FAILED: kernscale/$name must have at most $max MB, was: $megabytes MB; see what is in it with: buildah from kernscale/$name:$(version)"
      status=1
    fi
  done <<<"$second"
  return $status
}
