package dev.aistreaming.spring.mcp;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolFunction;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Makes tools from those of a server. A tool that cannot be offered is left out with a warning, and does not affect the others. */
record McpCatalog(McpServerSettings settings, JsonMapper mapper, Function<String, ToolFunction.OfParts> functions) {

    private static final Logger log = LoggerFactory.getLogger(McpCatalog.class);

    /** The tools, by the names that models see. */
    Map<String, LocalTool> of(List<McpSchema.Tool> offered) {
        Map<String, LocalTool> tools = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (McpSchema.Tool each : offered) {
            names.add(each.name());
            if (settings.offers(each.name())) {
                add(tools, each);
            }
        }
        warnOfUnknown("tools", settings.tools(), names);
        warnOfUnknown("approval", settings.approval().tools(), names);
        return Collections.unmodifiableMap(tools);
    }

    private void add(Map<String, LocalTool> tools, McpSchema.Tool each) {
        LocalTool tool;
        try {
            tool = tool(each);
        } catch (AiException e) {
            log.warn("The {} has a tool that cannot be offered: {}", settings, e.userMessage());
            return;
        }
        if (tools.putIfAbsent(tool.name(), tool) != null) {
            log.warn(
                    "The {} has two tools that are called '{}' here: the second is not offered", settings, tool.name());
        }
    }

    private LocalTool tool(McpSchema.Tool each) {
        Tool definition = new Tool(nameOf(each), description(each), mapper.writeValueAsString(each.inputSchema()));
        LocalTool tool = LocalTool.ofParts(definition, functions.apply(each.name()));
        return settings.approval().isNeededFor(each.name()) ? tool.requiringApproval() : tool;
    }

    /** Servers may use names with dots, slashes and other characters, which providers refuse. */
    private String nameOf(McpSchema.Tool each) {
        return settings.prefix() + each.name().replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    private static @Nullable String description(McpSchema.Tool each) {
        for (String text : new @Nullable String[] {each.description(), each.title()}) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private void warnOfUnknown(String key, @Nullable Set<String> wanted, Set<String> names) {
        Set<String> unknown = wanted == null ? new HashSet<>() : new HashSet<>(wanted);
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            log.warn(
                    "ai.streaming.mcp.servers.{}.{} has names that no tool of the server has: {}; it has {}",
                    settings.name(),
                    key,
                    unknown,
                    names);
        }
    }
}
