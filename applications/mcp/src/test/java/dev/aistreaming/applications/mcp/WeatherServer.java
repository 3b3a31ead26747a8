package dev.aistreaming.applications.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** A small MCP server, which the scan of the application does not find. */
@EnableAutoConfiguration
class WeatherServer {

    private static final String PLACE = """
            {"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""";

    @Bean
    HttpServletStreamableServerTransportProvider transport() {
        return HttpServletStreamableServerTransportProvider.builder().build();
    }

    @Bean
    ServletRegistrationBean<HttpServletStreamableServerTransportProvider> endpoint(
            HttpServletStreamableServerTransportProvider transport) {
        return new ServletRegistrationBean<>(transport, "/mcp");
    }

    @Bean(destroyMethod = "close")
    McpSyncServer server(HttpServletStreamableServerTransportProvider transport) {
        return McpServer.sync(transport)
                .serverInfo("weather", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(forecast("forecast"), forecast("forecast_of_yesterday"))
                .build();
    }

    private static SyncToolSpecification forecast(String name) {
        return SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(name, McpJsonDefaults.getMapper(), PLACE)
                        .description("Tells the weather of a place")
                        .build())
                .callHandler((exchange, request) -> McpSchema.CallToolResult.builder(
                                List.of(McpSchema.TextContent.builder("3 degrees in "
                                                + request.arguments().get("place"))
                                        .build()))
                        .build())
                .build();
    }
}
