# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # the variables are used by the scripts that source this file
# What `up` and `down` share: options, words, and the names of what is made.
set -euo pipefail
ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# Prefix of /etc, /sys and /usr; only the test of these scripts sets it.
PREFIX=${KERNSCALE_TEST_ROOT:-}
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/kernscale

IMAGES_DIR=${KERNSCALE_TEST_IMAGES:-$ROOT/target/images}
SYSTEM_NAMESPACE=kernscale-system
DEMO_NAMESPACE=kernscale-demo
DEFINITION=kernelautoscalers.kernscale.io
# On what `up` made, and `down` may remove.
MADE=kernscale.io/made-by=k3s-setup

# The sums are those of the release (sha256sum-amd64.txt, sha256sum-arm64.txt) and of install.sh at its tag.
K3S_VERSION=v1.36.4+k3s1
K3S_SHA256_x86_64=835873f37245fc615f547a2fe2af9402a347875f13fa64a1f136de644955ea3f
K3S_SHA256_aarch64=c920706346d5ad4e5cd3c7bf1bb09ce71ebe07fec829e513e40f1caf98aed8bb
K3S_INSTALLER_SHA256=46177d4c99440b4c0311b67233823a8e8a2fc09693f6c89af1a7161e152fbfad
K3S_KUBECONFIG=$PREFIX/etc/rancher/k3s/k3s.yaml
K3S_MARKER=$PREFIX/etc/rancher/k3s/made-by-kernscale
K3S_PROGRAMS=$PREFIX/usr/local/bin
K3S_CTR="$K3S_PROGRAMS/k3s ctr --namespace k8s.io"

say() { printf '%s\n' "k3s-setup: $*" >&2; }

# One sentence: what, rule, value, next step.
refuse() {
  say "$*"
  exit 2
}

version() { sed -n 's:^  <version>\([0-9.]*\).*</version>:\1:p' "$ROOT/pom.xml" | head -n 1; }

# Sets KUBECONFIG_FILE (empty: this machine's K3s), CTR, MANIFEST, BASE, WATCH and PURGE.
read_options() {
  KUBECONFIG_FILE='' CTR='' MANIFEST='' BASE='' WATCH=yes PURGE=''
  while [ $# -gt 0 ]; do
    case $1 in
      --kubeconfig) need_value "$@"; KUBECONFIG_FILE=$2; shift ;;
      --ctr) need_value "$@"; CTR=$2; shift ;;
      --manifest) need_value "$@"; MANIFEST=$2; shift ;;
      --base) need_value "$@"; BASE=$2; shift ;;
      --once) WATCH='' ;;
      --purge) PURGE=yes ;;
      --help | -h) usage; exit ;;
      *) refuse "there is no option '$1'; see ${0##*/} --help" ;;
    esac
    shift
  done
  [ -z "$KUBECONFIG_FILE" ] || [ -r "$KUBECONFIG_FILE" ] ||
    refuse "--kubeconfig must name a kubeconfig file that can be read, was: $KUBECONFIG_FILE; see: ls -l $KUBECONFIG_FILE"
  [ -z "$MANIFEST" ] || [ -r "$MANIFEST" ] ||
    refuse "--manifest must name a file that can be read, was: $MANIFEST; see: ls -l $MANIFEST"
  [ -z "$CTR" ] || [ -n "$KUBECONFIG_FILE" ] ||
    refuse "--ctr says how images get into the cluster of --kubeconfig, which is not given; leave it out, K3s has its own."
}

need_value() {
  if [ $# -lt 2 ] || [ -z "$2" ]; then
    refuse "$1 needs a value; see ${0##*/} --help"
  fi
}

# kubectl of the cluster at hand; K3s brings its own.
k() {
  if command -v kubectl >/dev/null; then
    kubectl --kubeconfig "$KUBECONFIG_FILE" "$@"
  else
    "$K3S_PROGRAMS/k3s" kubectl --kubeconfig "$KUBECONFIG_FILE" "$@"
  fi
}

check_cluster() {
  command -v kubectl >/dev/null || [ -x "$K3S_PROGRAMS/k3s" ] ||
    refuse "kubectl is missing; install it (Debian's package is kubernetes-client), or leave out --kubeconfig for a K3s that brings one."
  k get --raw /readyz >/dev/null 2>"$CACHE/kubectl.log" ||
    refuse "the cluster of $KUBECONFIG_FILE does not answer ($(tail -n 1 "$CACHE/kubectl.log")); start it, or give another --kubeconfig."
}

exists() { k get "$@" >/dev/null 2>&1; }

# is_made_here KIND NAME
is_made_here() { [ "$(k get "$1" "$2" --output 'jsonpath={.metadata.labels.kernscale\.io/made-by}' 2>/dev/null)" = "${MADE#*=}" ]; }

images() { printf 'kernscale/%s:%s\n' agent "$(version)" controller "$(version)" demo "$(version)"; }
