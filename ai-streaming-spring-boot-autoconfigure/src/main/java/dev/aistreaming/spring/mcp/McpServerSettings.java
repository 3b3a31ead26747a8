package dev.aistreaming.spring.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server before it is asked.
 *
 * @param name the beginning of the names of its tools
 * @param place where it is
 * @param tools the names of the tools that are offered, as the server has them; {@code null}: all
 * @param approval which of them run only if somebody approves each call
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
     * A server that is spoken to by streamable HTTP.
     *
     * @param url its endpoint
     * @param headers of each request
     */
    public record Http(URI url, Map<String, String> headers) implements Place {

        /** Without what may be a key. */
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
     * @param environment variables beside those that every process gets
     */
    public record Command(List<String> line, Map<String, String> environment) implements Place {

        /** Without what may be a key. */
        @Override
        public String toString() {
            return line.get(0);
        }
    }

    /**
     * Which tools run only if somebody approves each call.
     *
     * @param always all of them
     * @param tools these, by the names that the server has
     */
    public record Approval(boolean always, Set<String> tools) {

        boolean isNeededFor(String tool) {
            return always || tools.contains(tool);
        }
    }

    /** What the names of its tools begin with. */
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
