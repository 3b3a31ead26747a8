package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.mcp.McpServers;
import dev.aistreaming.thread.Threads;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/** Tools of MCP servers, with the official Java SDK. */
@AutoConfiguration(after = AiStreamingAutoConfiguration.class)
@ConditionalOnBean(AiStreamingProperties.class)
public final class AiStreamingMcpAutoConfiguration {

    private static final String MAPPER = "io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({McpClient.class, JacksonMcpJsonMapper.class})
    @ImportRuntimeHints(McpHints.class)
    static class Servers {

        @Bean
        McpServers aiStreamingMcpServers(AiStreamingProperties properties, Threads threads) {
            McpSettingsMapper settings =
                    new McpSettingsMapper(properties.tools().timeout());
            return new McpServers(settings.map(properties.mcp().servers()), threads);
        }
    }

    /** Fails if servers are configured without the SDK, because their tools would be missing silently. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(MAPPER)
    static class NoSdk {

        NoSdk(AiStreamingProperties properties) {
            if (properties.mcp().servers().values().stream().anyMatch(McpServerProperties::enabled)) {
                throw new InvalidSettingException(
                        "ai.streaming.mcp.servers has servers, but the SDK that speaks to them is missing.",
                        "Add the dependency io.modelcontextprotocol.sdk:mcp, or leave the servers out.");
            }
        }
    }
}
