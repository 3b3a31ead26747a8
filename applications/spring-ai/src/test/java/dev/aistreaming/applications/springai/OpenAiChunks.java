package dev.aistreaming.applications.springai;

/** What OpenAI streams, as it is on the wire. */
final class OpenAiChunks {

    static final String DONE = "data: [DONE]\n\n";

    private OpenAiChunks() {}

    static String text(String text) {
        return chunk("{\"content\":\"" + text + "\"}", "null");
    }

    static String call(String id, String name, String arguments) {
        return chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\""
                        + name + "\",\"arguments\":\"" + arguments + "\"}}]}",
                "null");
    }

    static String more(String arguments) {
        return chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments + "\"}}]}", "null");
    }

    static String end(String reason) {
        return chunk("{}", "\"" + reason + "\"") + DONE;
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }
}
