// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerChainsTest {

    private final Map<String, JsonObject> objects = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int status;
    private final OwnerChains chains = new OwnerChains((owner, namespace) -> {
        String name = owner.kind() + "/" + owner.name();
        asked.add(name);
        if (status != 0 || !objects.containsKey(name)) {
            throw new KubeException(status == 0 ? 404 : status == 1 ? 0 : status, "test");
        }
        return objects.get(name);
    });

    private static JsonObject object(String kind, String name, String ownerKind, String ownerName) {
        String owners = ownerKind.isEmpty() ? "[]" : """
                [{"apiVersion": "apps/v1", "kind": "%1$s", "name": "%2$s", "uid": "%1$s-%2$s", "controller": true},
                 {"apiVersion": "v1", "kind": "Bystander", "name": "b", "uid": "b"}]
                """.formatted(ownerKind, ownerName);
        return JsonParser.parseString("""
                {"kind": "%s", "metadata": {"namespace": "shop", "name": "%s", "uid": "%s", "ownerReferences": %s}}
                """.formatted(kind, name, name, owners)).getAsJsonObject();
    }

    private void exists(String kind, String name, String ownerKind, String ownerName) {
        objects.put(kind + "/" + name, object(kind, name, ownerKind, ownerName));
    }

    private static WorkloadKey key(String kind, String name) {
        return new WorkloadKey("shop", kind, name);
    }

    @Test
    void followsControllersToTheTop() {
        exists("ReplicaSet", "cart-1", "Deployment", "cart");
        exists("Deployment", "cart", "", "");

        assertThat(chains.of(object("Pod", "p", "ReplicaSet", "cart-1")))
                .containsExactly(key("ReplicaSet", "cart-1"), key("Deployment", "cart"));
    }

    @Test
    void asksForEachOwnerOnce() {
        exists("ReplicaSet", "cart-1", "", "");
        chains.of(object("Pod", "p", "ReplicaSet", "cart-1"));
        chains.of(object("Pod", "q", "ReplicaSet", "cart-1"));

        assertThat(asked).containsExactly("ReplicaSet/cart-1");
    }

    @Test
    void isEmptyForAPodWithoutOwnerAndForOneOfANode() {
        assertThat(chains.of(object("Pod", "p", "", ""))).isEmpty();
        assertThat(chains.of(object("Pod", "p", "Node", "node-1"))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void endsALoopAndCountsThePodOnce() {
        exists("Foo", "a", "Bar", "b");
        exists("Bar", "b", "Foo", "a");
        JsonObject pod = object("Pod", "p", "Foo", "a");

        assertThat(chains.of(pod)).isEmpty();
        assertThat(chains.of(pod)).isEmpty();
        assertThat(chains.loops()).isEqualTo(1);
    }

    @Test
    void endsWhereAnOwnerIsGoneOrForbidden() {
        assertThat(chains.of(object("Pod", "p", "ReplicaSet", "gone"))).containsExactly(key("ReplicaSet", "gone"));
        status = 403;
        assertThat(chains.of(object("Pod", "p", "Secret", "s"))).containsExactly(key("Secret", "s"));
    }

    @Test
    void isUnknownWhileTheApiServerIsAwayAndAsksOnceARound() {
        exists("ReplicaSet", "cart-1", "", "");
        status = 1;
        assertThat(chains.of(object("Pod", "p", "ReplicaSet", "cart-1"))).isNull();
        assertThat(chains.of(object("Pod", "q", "ReplicaSet", "cart-2"))).isNull();
        assertThat(asked).hasSize(1);

        status = 0;
        chains.newRound();
        assertThat(chains.of(object("Pod", "p", "ReplicaSet", "cart-1"))).hasSize(1);
    }
}
