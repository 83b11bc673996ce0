{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{- define "kernscale.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}
{{- else if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "kernscale.agent.name" -}}{{ include "kernscale.fullname" . }}-agent{{- end }}
{{- define "kernscale.controller.name" -}}{{ include "kernscale.fullname" . }}-controller{{- end }}

{{- define "kernscale.agent.serviceAccount" -}}
{{ .Values.agent.serviceAccount.name | default (include "kernscale.agent.name" .) }}
{{- end }}
{{- define "kernscale.controller.serviceAccount" -}}
{{ .Values.controller.serviceAccount.name | default (include "kernscale.controller.name" .) }}
{{- end }}

{{/* What a component's pods are found by. The controller looks for agents by this name. */}}
{{- define "kernscale.agent.selector" -}}
app.kubernetes.io/name: kernscale-agent
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "kernscale.controller.selector" -}}
app.kubernetes.io/name: kernscale-controller
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kernscale.labels" -}}
app.kubernetes.io/part-of: kernscale
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- define "kernscale.agent.labels" -}}
{{ include "kernscale.agent.selector" . }}
app.kubernetes.io/component: agent
{{ include "kernscale.labels" . }}
{{- end }}
{{- define "kernscale.controller.labels" -}}
{{ include "kernscale.controller.selector" . }}
app.kubernetes.io/component: controller
{{ include "kernscale.labels" . }}
{{- end }}

{{- define "kernscale.kubeVersion" -}}
{{ .Values.kubeVersion | default .Capabilities.KubeVersion.Version }}
{{- end }}

{{- define "kernscale.agent.port" -}}{{ eq .Values.agent.security.mode "mtls" | ternary "https" "http" }}{{- end }}

{{- define "kernscale.agent.probe" -}}
{{- $port := include "kernscale.agent.port" (first .) -}}
httpGet:
  path: {{ last . }}
  port: {{ $port }}
  scheme: {{ upper $port }}
timeoutSeconds: 5
{{- end }}

{{/* Whether /metrics of the agents can be read without credentials. */}}
{{- define "kernscale.agent.metricsAreOpen" -}}
{{- if or (eq .Values.agent.security.mode "none") .Values.agent.security.openMetrics }}true{{ end }}
{{- end }}

{{- define "kernscale.scrapeAnnotations" -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .port | quote }}
prometheus.io/path: {{ .path }}
{{- end }}

{{/* Values that fit the schema and still cannot work: one sentence each. */}}
{{- define "kernscale.checks" -}}
{{- if not (regexMatch "^v?1\\.[0-9]+" (include "kernscale.kubeVersion" .)) }}
{{- fail (printf "kubeVersion must be a version like 1.24, was: %s; correct it, or leave it empty for the server's" .Values.kubeVersion) }}
{{- end }}
{{- if and .Values.crds.install (not .Values.kubeVersion) }}
{{- $found := lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" "kernelautoscalers.kernscale.io" }}
{{- $release := dig "metadata" "annotations" "meta.helm.sh/release-name" "" $found }}
{{- $namespace := dig "metadata" "annotations" "meta.helm.sh/release-namespace" "" $found }}
{{- if and $release (or (ne $release .Release.Name) (ne $namespace .Release.Namespace)) }}
{{- fail (printf "a cluster takes one installation, and its definition of KernelAutoscaler belongs to release %s in namespace %s; upgrade or uninstall that one, or, where it is gone, delete the definition or set crds.install=false" $release $namespace) }}
{{- end }}
{{- end }}
{{- if not (has (toString (dig "rollingUpdate" "maxSurge" 0 .Values.agent.updateStrategy)) (list "0" "0%")) }}
{{- fail (printf "agent.updateStrategy.rollingUpdate.maxSurge must be 0, because a node takes one agent and the new one would wait for the old, was: %v; raise maxUnavailable instead" .Values.agent.updateStrategy.rollingUpdate.maxSurge) }}
{{- end }}
{{- if and .Values.monitoring.podMonitor.enabled (eq .Values.agent.security.mode "token") (not .Values.agent.security.openMetrics) }}
{{- fail "monitoring.podMonitor.enabled with agent.security.mode=token has no token that agents take; set agent.security.openMetrics=true, or agent.security.mode=mtls" }}
{{- end }}
{{- end }}
