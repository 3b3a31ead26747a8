package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** What the servers of the tests offer. */
final class WeatherTools {

    static final String SCHEMA = """
            {"type":"object","properties":{"place":{"type":"string","minLength":2},"days":{"type":"number","maximum":1.50}},\
            "required":["place"],"additionalProperties":false,"x-unknown":[1,null]}""";

    static final String ANY = "{\"type\":\"object\"}";

    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0};

    /** Counted down when a slow call has begun. */
    final CountDownLatch begun = new CountDownLatch(1);

    /** Lets slow calls end. */
    final CountDownLatch released = new CountDownLatch(1);

    List<SyncToolSpecification> all() {
        return List.of(
                tool("forecast", SCHEMA, arguments -> text("3 degrees in " + arguments.get("place"))),
                tool(
                        "echo.arguments",
                        ANY,
                        arguments -> text(JsonMapper.shared().writeValueAsString(arguments))),
                tool(
                        "fail",
                        ANY,
                        arguments -> CallToolResult.builder(List.of(content("There is no such place.")))
                                .isError(true)
                                .build()),
                tool("throw", ANY, arguments -> {
                    throw new IllegalStateException("thrown by the server");
                }),
                tool("slow", ANY, arguments -> {
                    begun.countDown();
                    await(released);
                    return text("Late.");
                }),
                tool("exit", ANY, arguments -> {
                    Runtime.getRuntime().halt(3);
                    return text("");
                }),
                tool(
                        "environment",
                        ANY,
                        arguments -> text(
                                String.join(",", new TreeSet<>(System.getenv().keySet())))),
                tool(
                        "map",
                        ANY,
                        arguments -> CallToolResult.builder(List.of(
                                        content("The map:"),
                                        McpSchema.ImageContent.builder(
                                                        Base64.getEncoder().encodeToString(PNG), "image/png")
                                                .build(),
                                        McpSchema.ResourceLink.builder()
                                                .name("legend")
                                                .uri("https://example.com/legend.pdf")
                                                .build(),
                                        McpSchema.EmbeddedResource.builder(
                                                        McpSchema.TextResourceContents.builder("note:1", "A note: ü")
                                                                .build())
                                                .build()))
                                .build()),
                tool(
                        "structured",
                        ANY,
                        arguments -> CallToolResult.builder(List.of())
                                .structuredContent(Map.of("degrees", 3))
                                .build()));
    }

    static SyncToolSpecification tool(
            String name, String schema, Function<Map<String, Object>, CallToolResult> function) {
        return SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(name, McpJsonDefaults.getMapper(), schema)
                        .description("Does " + name)
                        .build())
                .callHandler((exchange, request) -> function.apply(request.arguments()))
                .build();
    }

    static CallToolResult text(String text) {
        return CallToolResult.builder(List.of(content(text))).build();
    }

    private static McpSchema.Content content(String text) {
        return McpSchema.TextContent.builder(text).build();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
