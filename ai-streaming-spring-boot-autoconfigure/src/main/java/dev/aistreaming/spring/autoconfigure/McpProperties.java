package dev.aistreaming.spring.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code ai.streaming.mcp}.
 *
 * @param servers MCP servers by name, whose tools are named after them: those of weather are weather_forecast and so on. Default:
 *     none.
 */
@ConfigurationPropertiesSource
public record McpProperties(@DefaultValue Map<String, McpServerProperties> servers) {}
