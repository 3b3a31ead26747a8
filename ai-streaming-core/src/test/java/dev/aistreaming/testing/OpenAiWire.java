package dev.aistreaming.testing;

/** How an answer of chat completions looks on the wire. */
public final class OpenAiWire {

    private static final String CHUNK =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\",";

    private OpenAiWire() {}

    /** The first chunk: a role and no text. */
    public static String opening() {
        return CHUNK + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
                + "\"finish_reason\":null}],\"usage\":null}\n\n";
    }

    /** A chunk with text that needs no escaping. */
    public static String text(String text) {
        return CHUNK + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}],\"usage\":null}\n\n";
    }

    /** Finish reason, usage and terminator. */
    public static String ending() {
        return CHUNK + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n" + CHUNK
                + "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":40,\"total_tokens\":52}}\n\n"
                + "data: [DONE]\n\n";
    }
}
