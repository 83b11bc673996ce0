# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154 # the variables are those of scripts/end-to-end, which sources this
# A second installation in another namespace, without what would refuse it: the first works on, and the second says why it
# does not.

second=kernscale-second

test_second_installation() {
  if [ -z "$render" ]; then
    skip "KERNSCALE_TEST_RENDER does not say how to render the chart, so there is no second installation"
    return
  fi
  echo "{fullnameOverride: $second, crds: {install: false}, controller: {replicas: 1}}" >"$work/second.values"
  render_manifest $second "$work/second.values" >"$work/second.yaml"
  k create namespace $second >/dev/null
  k apply --filename "$work/second.yaml" >/dev/null
  test_within "a second installation's agent says why it waits" 90 second_says daemonset/$second-agent 'another agent watches this node'
  test_within "a second installation's controller says why it does not write" 90 second_says deployment/$second-controller \
    'another installation of Kernscale'
  test_within "a second installation's agents are not ready" 1 second_is_not_ready
  test_within "the first installation's agents answer beside a second" 1 agents_answer
  remove_second_installation
}

# What it has outside of its namespace goes with the first one's.
remove_second_installation() { k delete namespace $second --ignore-not-found --wait=false >/dev/null; }

second_says() {
  local said
  said=$(k --namespace $second logs "$1" 2>&1)
  grep -F "$2" <<<"$said" >/dev/null || { echo "$said"; return 1; }
}

second_is_not_ready() {
  local ready
  ready=$(k --namespace $second get daemonset $second-agent --output 'jsonpath={.status.numberReady}')
  [ "$ready" = 0 ] || { echo "$ready are ready"; return 1; }
}
