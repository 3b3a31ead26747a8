package dev.aistreaming.sample.browser;

import dev.aistreaming.testing.OpenAiWire;
import tools.jackson.databind.json.JsonMapper;

/** What the provider sends, of texts that may hold anything. */
final class Wire {

    private static final JsonMapper JSON = new JsonMapper();

    private Wire() {}

    static String text(String text) {
        String quoted = JSON.writeValueAsString(text);
        return OpenAiWire.text(quoted.substring(1, quoted.length() - 1));
    }

    /** The arguments are JSON. */
    static String toolCall(String id, String name, String arguments) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":"
                + JSON.writeValueAsString(arguments) + "}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    }
}
