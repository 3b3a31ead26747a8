package dev.aistreaming.spring.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one server.
 *
 * @param name the prefix of its tools' names
 * @param place where the server is
 * @param tools the names of the tools to offer, as the server has them; {@code null} for all
 * @param approval the tools that need approval
 * @param connectTimeout how long it may take until its tools are known
 * @param timeout how long a call may take
 */
public record McpServerSettings(
        String name,
        Place place,
        @Nullable Set<String> tools,
        Approval approval,
        Duration connectTimeout,
        Duration timeout) {

    /** Where a server is. */
    public sealed interface Place {}

    /**
     * A server with streamable HTTP.
     *
     * @param url its endpoint
     * @param headers the headers of each request
     */
    public record Http(URI url, Map<String, String> headers) implements Place {

        /** Leaves out everything that may be a key. */
        @Override
        public String toString() {
            String path = url.getRawPath();
            return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                    + (path == null ? "" : path);
        }
    }

    /**
     * A server that is a process of this application.
     *
     * @param line the program and its arguments
     * @param environment variables in addition to those that every process gets
     */
    public record Command(List<String> line, Map<String, String> environment) implements Place {

        /** Leaves out everything that may be a key. */
        @Override
        public String toString() {
            return line.get(0);
        }
    }

    /**
     * The tools that need approval.
     *
     * @param always whether all tools do
     * @param tools the names of those that do, as the server has them
     */
    public record Approval(boolean always, Set<String> tools) {

        boolean isNeededFor(String tool) {
            return always || tools.contains(tool);
        }
    }

    /** Returns the prefix of its tools' names. */
    String prefix() {
        return name + "_";
    }

    boolean offers(String tool) {
        return tools == null || tools.contains(tool);
    }

    @Override
    public String toString() {
        return "MCP server '" + name + "' (" + place + ")";
    }
}
