// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

/** Objects of a layout as an API server tells of them: pods of the size that pods have, most of which nobody reads. */
final class FleetObjects {

    private static final String POD = """
            {"metadata": {"name": "@APP@-7d4b9c6f58-@POD@", "generateName": "@APP@-7d4b9c6f58-", "namespace": "@TEAM@",
              "uid": "@POD@-0000-4000-8000-000000000000", "resourceVersion": "1",
              "creationTimestamp": "2026-01-01T00:00:00Z",
              "labels": {"app": "@APP@", "pod-template-hash": "7d4b9c6f58", "app.kubernetes.io/part-of": "@TEAM@"},
              "annotations": {"prometheus.io/scrape": "true", "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z"},
              "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "@APP@-7d4b9c6f58",
                "uid": "@APP@-rs", "controller": true, "blockOwnerDeletion": true}],
              "managedFields": [{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1",
                "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:generateName": {},
                "f:labels": {".": {}, "f:app": {}, "f:pod-template-hash": {}}, "f:ownerReferences": {".": {}}},
                "f:spec": {"f:containers": {"k:{name:main}": {".": {}, "f:env": {".": {}}, "f:image": {},
                "f:imagePullPolicy": {}, "f:name": {}, "f:ports": {".": {}}, "f:resources": {".": {}, "f:limits": {".": {},
                "f:cpu": {}, "f:memory": {}}, "f:requests": {".": {}, "f:cpu": {}, "f:memory": {}}}}}}}}]},
            "spec": {"nodeName": "@NODE@", "serviceAccountName": "default", "restartPolicy": "Always",
              "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
              "volumes": [{"name": "kube-api-access", "projected": {"defaultMode": 420, "sources": [
                {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}}, {"configMap": {"name":
                "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}}]}}],
              "containers": [{"name": "main", "image": "registry.example.org/team/app:1.27.3",
                "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
                "env": [{"name": "JAVA_TOOL_OPTIONS", "value": "-XX:MaxRAMPercentage=75"}, {"name": "DATABASE_URL",
                "valueFrom": {"secretKeyRef": {"name": "database", "key": "url"}}}],
                "resources": {"requests": {"cpu": "400m", "memory": "256Mi"}, "limits": {"cpu": "1", "memory": "256Mi"}},
                "volumeMounts": [{"name": "kube-api-access", "readOnly": true, "mountPath": "/var/run/secrets"}],
                "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 5},
                "livenessProbe": {"httpGet": {"path": "/live", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10}},
                {"name": "proxy", "image": "registry.example.org/mesh/proxy:1.8.1",
                "ports": [{"name": "metrics", "containerPort": 15020, "protocol": "TCP"}],
                "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"cpu": "1", "memory": "64Mi"}}}],
              "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute",
                "tolerationSeconds": 300}]},
            "status": {"phase": "Running", "hostIP": "192.168.@HOST@", "podIP": "@IP@", "podIPs": [{"ip": "@IP@"}],
              "startTime": "2026-01-01T00:00:00Z", "qosClass": "Burstable",
              "conditions": [{"type": "Initialized", "status": "True", "lastTransitionTime": "2026-01-01T00:00:01Z"},
                {"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:09Z"},
                {"type": "ContainersReady", "status": "True", "lastTransitionTime": "2026-01-01T00:00:09Z"},
                {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}],
              "containerStatuses": [{"name": "main", "ready": true, "restartCount": 0, "started": true,
                "containerID": "containerd://cccccccccccccccccccccccccccccccccccccccccccccccccccccccc@POD@",
                "image": "registry.example.org/team/app:1.27.3", "state": {"running": {"startedAt": "2026-01-01T00:00:02Z"}}},
                {"name": "proxy", "ready": true, "restartCount": 0, "started": true,
                "containerID": "containerd://dddddddddddddddddddddddddddddddddddddddddddddddddddddddd@POD@",
                "image": "registry.example.org/mesh/proxy:1.8.1", "state": {"running": {"startedAt":
                "2026-01-01T00:00:02Z"}}}]}}
            """;

    private static final String AUTOSCALER = """
            {"apiVersion": "kernscale.io/v1alpha1", "kind": "KernelAutoscaler",
             "metadata": {"name": "@APP@", "namespace": "@TEAM@", "uid": "@APP@-kas", "generation": 1, "resourceVersion": "1"},
             "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "@APP@"},
              "minReplicas": 1, "maxReplicas": 100, @KERNEL@ "metrics": [{"type": "Resource", "resource": {"name": "cpu",
              "target": {"type": "Utilization", "averageUtilization": 70}}}]}}
            """;

    private static final String OBJECTIVE = """
            "kernel": {"latencyObjective": {"thresholdMilliseconds": 100, "percentile": 99}},""";

    private static final String SERVICE = """
            {"metadata": {"name": "@APP@", "namespace": "@TEAM@", "uid": "@APP@-svc", "resourceVersion": "1"},
             "spec": {"type": "ClusterIP", "clusterIP": "@IP@", "clusterIPs": ["@IP@"], "selector": {"app": "@APP@"},
              "ports": [{"name": "http", "port": 80, "targetPort": %d, "protocol": "TCP"}]}}
            """.formatted(Layout.PORT);

    private static final String REPLICA_SET = """
            {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "@APP@-7d4b9c6f58", "ownerReferences": [
             {"apiVersion": "apps/v1", "kind": "Deployment", "name": "@APP@", "uid": "@APP@-d", "controller": true}]}}
            """;

    private static final String SCALE = """
            {"apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": {"name": "@APP@", "resourceVersion": "1"},
             "spec": {"replicas": @PODS@}, "status": {"replicas": @PODS@, "selector": "app=@APP@"}}
            """;

    private FleetObjects() {}

    static String pod(Layout layout, int pod) {
        int node = layout.nodeOf(pod);
        return ofWorkload(POD, pod / Layout.PODS_A_WORKLOAD)
                .replace("@POD@", Gaps.digits(pod))
                .replace("@NODE@", Layout.node(node))
                .replace("@HOST@", (node >> 8) + "." + (node & 255))
                .replace("@IP@", layout.address(pod));
    }

    static String autoscaler(Layout layout, int workload) {
        return ofWorkload(AUTOSCALER, workload).replace("@KERNEL@", layout.hasObjective(workload) ? OBJECTIVE : "");
    }

    static String service(Layout layout, int workload) {
        return ofWorkload(SERVICE, workload).replace("@IP@", layout.serviceAddress(workload));
    }

    /** By its path, which ends in {@code app-7-7d4b9c6f58}. */
    static String replicaSet(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return REPLICA_SET.replace("@APP@", name.substring(0, name.lastIndexOf('-')));
    }

    /** By its path, which ends in {@code app-7/scale}. */
    static String scale(String path) {
        String[] parts = path.split("/");
        return SCALE.replace("@APP@", parts[parts.length - 2])
                .replace("@PODS@", Integer.toString(Layout.PODS_A_WORKLOAD));
    }

    private static String ofWorkload(String object, int workload) {
        return object.replace("@APP@", "app-" + workload).replace("@TEAM@", "team-" + workload % 100);
    }
}
