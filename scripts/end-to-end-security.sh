# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154 # the variables are those of scripts/end-to-end, which sources this
# Agents that are closed by tokens, then by certificates, and are not privileged: each an upgrade of what runs.

test_closed_agents() {
  if [ -z "$render" ]; then
    skip "KERNSCALE_TEST_RENDER does not say how to render the chart, so agents are not closed"
    return
  fi
  test_mode token http
  if command -v openssl >/dev/null; then
    make_certificates
    test_mode mtls https
    test_within "mtls: plain HTTP is not answered" 1 is_refused http ''
  else
    skip "openssl is missing, and makes the certificates that mtls wants"
  fi
}

# test_mode MODE SCHEME
test_mode() {
  local mode=$1 scheme=$2 before since
  before=$(all_replicas)
  if ! upgrade "$mode" >"$work/upgrade.log" 2>&1; then
    fail "$mode: agents and controllers are ready" "$(cat "$work/upgrade.log")"
    return
  fi
  pass "$mode: agents and controllers are ready"
  since=$(now)
  test_within "$mode: labels arrive" 30 labels_are_new "$since"
  test_within "$mode: every agent answers the controller" 30 agents_answer
  test_within "$mode: probes are attached without privilege" 1 probes_are_attached
  test_within "$mode: the kubelet is answered" 1 k get --raw "$(agent_path "$scheme")/healthz"
  test_within "$mode: nobody else is" 1 is_refused "$scheme" 401
  if none_scaled_in "$before" >/dev/null; then pass "$mode: nothing is scaled in"; else fail "$mode: nothing is scaled in" "$(none_scaled_in "$before")"; fi
}

upgrade() {
  printf '{agent: {privileged: false, security: {mode: %s}}}\n' "$1" >"$work/values.yaml"
  render_manifest "$system" "$work/values.yaml" >"$work/manifest.yaml" &&
    k apply --filename "$work/manifest.yaml" &&
    k --namespace "$system" rollout status daemonset/kernscale-agent --timeout=120s &&
    k --namespace "$system" rollout status deployment/kernscale-controller --timeout=120s
}

# The authority signs one certificate for the agents and one for the controller.
make_certificates() {
  local name
  {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=kernscale-end-to-end \
      -keyout "$work/ca.key" -out "$work/ca.crt"
    for name in agent:serverAuth controller:clientAuth; do
      certificate "kernscale-${name%:*}" "${name#*:}"
    done
  } >"$work/openssl.log" 2>&1
}

# certificate NAME USAGE: as a Secret NAME-tls.
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr"
  openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 1 -out "$work/$1.crt" \
    -extfile <(printf 'subjectAltName=DNS:%s\nextendedKeyUsage=%s\n' "$1" "$2")
  k --namespace "$system" create secret generic "$1-tls" --from-file=tls.crt="$work/$1.crt" \
    --from-file=tls.key="$work/$1.key" --from-file=ca.crt="$work/ca.crt"
}

# Of every workload, decided on after the upgrade and told by reports.
labels_are_new() {
  local old
  old=$(k --namespace "$demo" get kernelautoscalers --output 'jsonpath={range .items[*]}{.metadata.name} {.status.label} {.status.lastDecisionTime}{"\n"}{end}' |
    awk -v since="$1" '$2 == "Unknown" || !($3 > since)')
  [ -z "$old" ] || { echo "$old"; return 1; }
}

probes_are_attached() {
  k --namespace "$system" logs daemonset/kernscale-agent | grep 'probes: scheduler by ' >/dev/null ||
    { k --namespace "$system" logs daemonset/kernscale-agent; return 1; }
}

# agent_path SCHEME: of an agent, through the API server, which shows no credentials of its own.
agent_path() {
  local pods
  read -ra pods <<<"$(agent_pods)"
  echo "/api/v1/namespaces/$system/pods/$1:${pods[0]}:5000/proxy"
}

# is_refused SCHEME STATUS: an empty STATUS for no answer at all.
is_refused() {
  local said
  ! said=$(k get --raw "$(agent_path "$1")/v1/report" --v=6 2>&1) || { echo "it was given a report"; return 1; }
  grep -E "/v1/report\"?( status=\"| )${2:-50}" <<<"$said" >/dev/null || { echo "$said"; return 1; }
}
