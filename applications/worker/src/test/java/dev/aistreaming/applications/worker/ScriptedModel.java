package dev.aistreaming.applications.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Speaks like OpenAI, and says what it was told to, one answer after the other. */
final class ScriptedModel implements AutoCloseable {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    ScriptedModel() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    ScriptedModel says(String text) {
        return delta("{\"content\":\"" + text.replace("\"", "\\\"") + "\"}", "stop");
    }

    ScriptedModel calls(String tool, String arguments) {
        return delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"" + tool
                        + "\",\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}]}",
                "tool_calls");
    }

    private ScriptedModel delta(String delta, String finishReason) {
        answers.add("data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finishReason + "\"}]}\n\n"
                + "data: [DONE]\n\n");
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String answer = answers.remove();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What tells the application where this is. */
    String[] settings() {
        return new String[] {
            "--ai.streaming.providers.openai.base-url=http://127.0.0.1:"
                    + server.getAddress().getPort() + "/v1",
            "--ai.streaming.providers.openai.api-key=a-key"
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
