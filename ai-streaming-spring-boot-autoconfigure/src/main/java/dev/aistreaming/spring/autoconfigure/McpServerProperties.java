package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One MCP server, under {@code ai.streaming.mcp.servers.<name>}.
 *
 * @param enabled Whether it is asked for its tools.
 * @param url Where its endpoint for streamable HTTP is. Default: none, this or a command is needed.
 * @param headers Headers of each request, such as Authorization. Only with a url. Default: none.
 * @param command The program that is started, and spoken to by its standard input and output. Default: none, this or a url is needed.
 * @param args What the program is called with. Only with a command. Default: nothing.
 * @param env Environment variables of the program, beside PATH, HOME and the few others that every server gets. Only with a command.
 *     Default: none.
 * @param tools Which of its tools are offered, by the names that the server has. Default: all.
 * @param approval Which of its tools run only if somebody approves each call: true for all, or their names. Default: none.
 * @param connectTimeout How long it may take until it is connected to and its tools are known.
 * @param timeout How long one call may take; a longer ai.streaming.tools.timeout is of no use. Default: ai.streaming.tools.timeout.
 */
@ConfigurationPropertiesSource
public record McpServerProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String url,
        @DefaultValue Map<String, String> headers,
        @Nullable String command,
        @DefaultValue List<String> args,
        @DefaultValue Map<String, String> env,
        @Nullable List<String> tools,
        @DefaultValue List<String> approval,
        @DefaultValue("10s") Duration connectTimeout,
        @Nullable Duration timeout) {

    /** Without what may be a key. */
    @Override
    public String toString() {
        return "McpServerProperties[enabled=" + enabled + ", command=" + command + ", tools=" + tools + ", approval="
                + approval + "]";
    }
}
