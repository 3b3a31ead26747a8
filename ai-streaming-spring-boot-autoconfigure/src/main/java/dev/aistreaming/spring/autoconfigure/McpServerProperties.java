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
 * @param enabled Whether to ask the server for its tools.
 * @param url URL of the server's streamable HTTP endpoint. Either this or a command is required. Default: none.
 * @param headers Headers of each request, such as "Authorization". Only with a url. Default: none.
 * @param command Program to start as the server; it is spoken to through standard input and output. Either this or a url is
 *     required. Default: none.
 * @param args Arguments of the program. Only with a command. Default: none.
 * @param env Environment variables of the program, in addition to "PATH", "HOME" and the few others that every server gets.
 *     Only with a command. Default: none.
 * @param tools Names of the tools to offer, as the server names them. Default: all.
 * @param approval Tools that run only after somebody has approved the call: their names, or "true" for all. Default: none.
 * @param connectTimeout Longest time to connect to the server and to learn its tools.
 * @param timeout Longest time for one call of a tool. A longer "ai.streaming.tools.timeout" has no effect. Default: the value
 *     of "ai.streaming.tools.timeout".
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
