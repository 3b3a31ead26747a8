package dev.aistreaming.applications.aheadoftime;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;

/** A provider on this machine: it calls the tool that it is offered, then answers, and writes a recipe where a schema asks for one. */
final class ModelServer {

    static final String RECIPE =
            "{\"title\":\"Porridge\",\"minutes\":10,\"ingredients\":[{\"food\":\"oats\",\"grams\":80}]}";

    private static final String CALL = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,\
            "delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"stock",\
            "arguments":"{\\"wishes\\":[{\\"food\\":\\"oats\\",\\"shelf\\":\\"DRY\\"}]}"}}]},"finish_reason":null}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,\
            "delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;

    private ModelServer() {}

    static ScriptedServer start() {
        return new ScriptedServer(ModelServer::answer);
    }

    private static void answer(ScriptedConnection connection) throws IOException {
        String request = connection.request().body();
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        if (request.contains("\"response_format\"")) {
            connection.chunk(OpenAiWire.text(RECIPE.replace("\"", "\\\"")) + OpenAiWire.ending());
        } else if (request.contains("in stock?") && !request.contains("\"role\":\"tool\"")) {
            connection.chunk(CALL);
        } else {
            connection.chunk(OpenAiWire.text("Half a ") + OpenAiWire.text("kilo.") + OpenAiWire.ending());
        }
        connection.end();
    }
}
