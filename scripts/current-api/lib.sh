# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# How the checks ask and judge. Sourced by checks, which has set root, passed and failed.
# shellcheck disable=SC2154 # root is set there

server=https://127.0.0.1:6443

kubectl() { HOME=/run KUBECONFIG=/run/kubeconfig chroot "$root" /usr/bin/kubectl "$@"; }

### the server

# Everything that it writes is in a tmpfs of this mount namespace.
start_server() {
  ip link set lo up
  mkdir -p "$root/run" "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  mount --bind /dev "$root/dev"
  echo "127.0.0.1 localhost" >"$root/etc/hosts"
  cat >"$root/run/kubeconfig" <<END
apiVersion: v1
kind: Config
current-context: here
contexts: [{name: here, context: {cluster: here, user: nobody}}]
clusters: [{name: here, cluster: {server: "$server", insecure-skip-tls-verify: true}}]
users: [{name: nobody, user: {token: any}}] # without one kubectl asks for a name
END
  chroot "$root" /usr/bin/etcd --data-dir /run/etcd --unsafe-no-fsync >"$root/run/etcd.log" 2>&1 &
  chroot "$root" /usr/local/bin/server --etcd-servers http://127.0.0.1:2379 --bind-address 127.0.0.1 --secure-port 6443 \
    --cert-dir /run/certificates --kubeconfig /run/kubeconfig --enable-priority-and-fairness=false >"$root/run/server.log" 2>&1 &
  awaited 120 kubectl get customresourcedefinitions || {
    tail -n 5 "$root/run/etcd.log" "$root/run/server.log" >&2
    kubectl get customresourcedefinitions >&2
    return 1
  }
}

# awaited SECONDS COMMAND...: until it ends well; false if it never does.
awaited() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# A definition is served, and its schema published, a moment after it is taken.
settled() {
  awaited 60 is_served || fail "the definition is served within a minute"
}

is_served() {
  kubectl get kernelautoscalers && kubectl explain kernelautoscalers.spec && kubectl get --raw /openapi/v3/apis/kernscale.io/v1alpha1
}

# Rules that are new are gone by a moment after they are taken.
until_refused() {
  awaited 60 breaks_a_rule || fail "new rules are gone by within a minute"
}
breaks_a_rule() { ! kubectl create --dry-run=server --filename - < <(autoscaler a "maxReplicas: 5, minReplicas: 6"); }

### what is sent

autoscaler() {
  printf 'apiVersion: kernscale.io/v1alpha1\nkind: KernelAutoscaler\nmetadata: {name: %s}\n' "$1"
  printf 'spec: {scaleTargetRef: {kind: Deployment, name: a}, %s}\n' "$2"
}

# documents KIND FILE: those of a kind.
documents() { awk -v kind="$1" 'BEGIN { RS = "\n?---\n" } ("\n" $0 "\n") ~ "\nkind: " kind "\n" { print $0 "\n---" }' "$2"; }

yaml_of() { awk '/^```/ { if (inside) print "---"; inside = $0 == "```yaml"; next } inside' "$1"; }

### what is answered

ok() {
  passed=$((passed + 1))
  printf 'ok      %s\n' "$1"
}

fail() {
  failed=$((failed + 1))
  printf 'FAILED  %s%s\n' "$1" "${2:+: $2}"
}

squeezed() { "$@" | tr -s ' ' | sed 's/ $//'; }
count() { "$@" | wc -l; }

# ask COMMAND...: sets answer, of both streams, and status.
ask() {
  status=0
  answer=$("$@" 2>&1) || status=$?
}

# accepts NAME COMMAND...: ends well and without a warning.
accepts() {
  local name=$1
  shift
  ask "$@"
  if [ "$status" != 0 ] || grep -q '^Warning:' <<<"$answer"; then fail "$name" "$answer"; else ok "$name"; fi
}

# says NAME PATTERN COMMAND...: the same, and a line of the answer matches.
says() {
  local name=$1 pattern=$2
  shift 2
  ask "$@"
  if [ "$status" != 0 ] || grep -q '^Warning:' <<<"$answer" || ! grep -qE -- "$pattern" <<<"$answer"; then
    fail "$name" "wanted $pattern, was: $answer"
  else
    ok "$name"
  fi
}

# warns NAME TEXT COMMAND...: ends well, with a warning.
warns() {
  local name=$1 text=$2
  shift 2
  ask "$@"
  if [ "$status" = 0 ] && grep '^Warning:' <<<"$answer" | grep -qF -- "$text"; then ok "$name"; else fail "$name" "wanted a warning of $text, was: $answer"; fi
}

# refuses NAME TEXT COMMAND...: ends badly, and says so.
refuses() {
  local name=$1 text=$2
  shift 2
  ask "$@"
  if [ "$status" != 0 ] && grep -qF -- "$text" <<<"$answer"; then ok "refused: $name"; else fail "refused: $name" "wanted $text, was: $answer"; fi
}

decode() { "$root/usr/local/bin/decode" "$@"; }

# Types that k8s.io/api does not have: ours, those of Prometheus' operator, and those of the API's aggregation.
foreign='(kernscale\.io|monitoring\.coreos\.com|apiregistration\.k8s\.io)/'

# decodes FILE: all that is not foreign is taken, without a warning.
decodes() {
  local others
  ask decode "$1"
  others=$(sed -n 's/^unknown .* kind "\([^"]*\)" .* version "\([^"]*\)".*/\2 \1/p' <<<"$answer")
  if [ "$status" = 0 ] && grep -q '^ok ' <<<"$answer" && ! grep -qvE "^$foreign" <<<"${others:-kernscale.io/}"; then
    ok "$1 by the types: $(grep -c '^ok ' <<<"$answer") objects${others:+; not looked at: $(sort <<<"$others" | uniq -c | xargs)}"
  else
    fail "$1 by the types" "$(grep -vE '^(ok|types) ' <<<"$answer")"
  fi
}

# refused_by_types NAME PATTERN: the control that the types refuse and warn at all.
refused_by_types() {
  ask decode /dev/stdin
  if [ "$status" != 0 ] && grep -qE -- "$2" <<<"$answer"; then ok "not taken by the types: $1"; else fail "not taken by the types: $1" "wanted $2, was: $answer"; fi
}
