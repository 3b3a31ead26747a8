package dev.aistreaming.spring.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code ai.streaming.mcp}.
 *
 * @param servers MCP servers by name. The names of their tools begin with the server's name: "forecast" of the server "weather"
 *     is "weather_forecast". Default: none.
 */
@ConfigurationPropertiesSource
public record McpProperties(@DefaultValue Map<String, McpServerProperties> servers) {}
