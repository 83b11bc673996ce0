// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a container's process gets to know: its environment and its command with {@code $(NAME)} filled in. */
record PodEnvironment(List<String> command, Map<String, String> variables) {

    PodEnvironment {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
    }

    /** @param podIp stands for {@code status.podIP}, which the API may not have yet */
    static PodEnvironment of(JsonObject pod, JsonObject container, String podIp) {
        var variables = new LinkedHashMap<String, String>();
        for (JsonObject variable : Json.objects(container, "env")) {
            String field = Json.text(variable, "valueFrom", "fieldRef", "fieldPath");
            String value = switch (field) {
                case "" -> expanded(Json.text(variable, "value"), variables);
                case "status.podIP" -> podIp;
                default -> Json.text(pod, field.split("\\.", -1));
            };
            variables.put(Json.text(variable, "name"), value);
        }
        var command = new ArrayList<String>();
        for (String part : new String[] {"command", "args"}) {
            if (container.get(part) instanceof JsonArray words) {
                words.forEach(word -> command.add(expanded(word.getAsString(), variables)));
            }
        }
        return new PodEnvironment(command, variables);
    }

    private static String expanded(String text, Map<String, String> variables) {
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace("$(" + variable.getKey() + ")", variable.getValue());
        }
        return result;
    }
}
