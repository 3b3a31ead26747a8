package dev.aistreaming.spring.connection;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;

/** Servers that say Hi in the words of those that run in containers. */
final class Answers {

    private Answers() {}

    static ScriptedServer ofOllama() {
        return ScriptedServer.answering(200, "application/x-ndjson", """
                {"model":"llama3.2","message":{"role":"assistant","content":"Hi"},"done":false}
                {"model":"llama3.2","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}
                """);
    }

    static ScriptedServer ofOpenAi() {
        return ScriptedServer.answering(
                200, "text/event-stream", OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending());
    }
}
