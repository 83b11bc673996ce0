// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

/** Objects that several tests use. */
final class Samples {
    static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, kind: Widget, listKind: WidgetList, shortNames: [wi]}
              versions:
                - name: v1
                  served: true
                  storage: true
                  subresources:
                    status: {}
                    scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          required: [size]
                          properties:
                            size: {type: integer, minimum: 0}
                            mode: {type: string, enum: [Auto, DryRun], default: Auto}
                        status:
                          type: object
                          x-kubernetes-preserve-unknown-fields: true
            """;

    static final String WIDGET = """
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: w, namespace: shop}
            spec: {size: 5}
            """;

    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: cart}}
              template:
                metadata: {labels: {app: cart}}
                spec: {containers: [{name: main, image: none}]}
            """;

    private Samples() {}
}
