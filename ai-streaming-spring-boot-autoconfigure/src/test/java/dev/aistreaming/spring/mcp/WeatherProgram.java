package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An MCP server of the SDK's own that is a program. */
final class WeatherProgram {

    private WeatherProgram() {}

    public static void main(String[] args) {
        ProcessHandle tests = ProcessHandle.current().parent().orElseThrow();
        var unused = tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        System.out.println("This line is no message.");
        McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
                .serverInfo("weather", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(new WeatherTools().all())
                .build();
        System.err.println("The program has started.");
    }

    /** How it is started. */
    static McpServerSettings.Command command(Map<String, String> environment) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WeatherProgram.class.getName()));
        return new McpServerSettings.Command(line, environment);
    }
}
