package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.net.http.HttpRequest;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Creates the transports. They use the protocol's own JSON settings, not the application's. */
final class Transports {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // the wrapped body stays as it is
            .build();
    private final McpJsonMapper protocol = new JacksonMcpJsonMapper(mapper);

    JsonMapper mapper() {
        return mapper;
    }

    McpClientTransport to(McpServerSettings settings) {
        if (settings.place() instanceof McpServerSettings.Command command) {
            return new ProcessTransport(settings.name(), command, protocol);
        }
        return http((McpServerSettings.Http) settings.place(), settings);
    }

    private McpClientTransport http(McpServerSettings.Http http, McpServerSettings settings) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        http.headers().forEach(request::setHeader);
        String url = http.url().toString();
        return HttpClientStreamableHttpTransport.builder(url)
                .endpoint(url)
                .jsonMapper(protocol)
                .connectTimeout(settings.connectTimeout())
                .requestBuilder(request)
                .build();
    }
}
