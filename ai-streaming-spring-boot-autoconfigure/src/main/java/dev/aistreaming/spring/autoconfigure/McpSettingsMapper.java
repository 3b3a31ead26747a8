package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.mcp.McpServerSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Maps the settings of MCP servers. The application does not start if a server could not be used. */
record McpSettingsMapper(Duration toolTimeout) {

    private static final String KEY = "ai.streaming.mcp.servers";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,31}");

    List<McpServerSettings> map(Map<String, McpServerProperties> servers) {
        List<McpServerSettings> mapped = new ArrayList<>();
        servers.forEach((name, server) -> {
            if (server.enabled()) {
                mapped.add(map(name, server));
            }
        });
        for (McpServerSettings one : mapped) {
            for (McpServerSettings other : mapped) {
                requireApart(one.name(), other.name());
            }
        }
        return mapped;
    }

    /** Rejects two names if a tool of one server could be called under the name of a tool of the other. */
    private static void requireApart(String one, String other) {
        if (other.startsWith(one + "_")) {
            throw new InvalidSettingException(
                    KEY + "." + other + " begins with the name of another server, '" + one
                            + "_', so that their tools could have the same names.",
                    "Give one of them another name, such as " + other.replace('_', '-') + ".");
        }
    }

    private McpServerSettings map(String name, McpServerProperties server) {
        String key = KEY + "." + name;
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSettingException(
                    "The name of the MCP server under " + key + " cannot be a prefix of tool names.",
                    "Use a letter, then at most 31 letters, digits, _ and -.");
        }
        return new McpServerSettings(
                name,
                place(key, server),
                server.tools() == null ? null : new LinkedHashSet<>(server.tools()),
                approval(key, server.approval()),
                server.connectTimeout(),
                server.timeout() == null ? toolTimeout : server.timeout());
    }

    private static McpServerSettings.Place place(String key, McpServerProperties server) {
        String url = server.url();
        String command = server.command();
        boolean hasUrl = url != null && !url.isBlank();
        boolean hasCommand = command != null && !command.isBlank();
        if (hasUrl == hasCommand) {
            throw new InvalidSettingException(
                    hasUrl ? key + " has both a url and a command." : key + " has neither a url nor a command.",
                    "Set " + key + ".url to the server's endpoint, such as https://mcp.example.com/mcp, or " + key
                            + ".command to the program that is started; not both.");
        }
        return hasUrl ? http(key, String.valueOf(url).strip(), server) : command(key, String.valueOf(command), server);
    }

    private static McpServerSettings.Http http(String key, String url, McpServerProperties server) {
        if (!server.args().isEmpty() || !server.env().isEmpty()) {
            throw new InvalidSettingException(
                    key + " has a url, and args or env, which are a program's.",
                    "Leave " + key + ".args and .env out, or set .command in place of .url.");
        }
        URI address = address(key, url);
        server.headers().forEach((name, value) -> requireHeader(key, name, value));
        return new McpServerSettings.Http(address, server.headers());
    }

    /** Reads the URL. No message shows it, because it may contain a key. */
    private static URI address(String key, String url) {
        String remedy = "Set it to the whole address of the server's endpoint, such as https://mcp.example.com/mcp.";
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key + ".url is not a valid address.", remedy);
        }
        boolean http = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!http || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new InvalidSettingException(
                    key + ".url must begin with http:// or https:// and a host, without a user.", remedy);
        }
        return address;
    }

    private static void requireHeader(String key, String name, String value) {
        try {
            HttpRequest.newBuilder().setHeader(name, value);
        } catch (IllegalArgumentException e) { // not as a cause, because its message shows the value
            throw new InvalidSettingException(
                    key + ".headers." + name + " is not a header that can be sent.", "Correct its name or its value.");
        }
    }

    private static McpServerSettings.Command command(String key, String command, McpServerProperties server) {
        if (!server.headers().isEmpty()) {
            throw new InvalidSettingException(
                    key + " has a command, and headers, which are a URL's.",
                    "Leave " + key + ".headers out, or set .url in place of .command.");
        }
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(server.args());
        return new McpServerSettings.Command(List.copyOf(line), server.env());
    }

    private static McpServerSettings.Approval approval(String key, List<String> approval) {
        if (approval.equals(List.of("true"))) {
            return new McpServerSettings.Approval(true, Set.of());
        }
        if (approval.equals(List.of("false"))) {
            return new McpServerSettings.Approval(false, Set.of());
        }
        if (approval.stream().anyMatch(String::isBlank)) {
            throw new InvalidSettingException(
                    key + ".approval has a blank name.", "Set it to true, or to names of the server's tools.");
        }
        return new McpServerSettings.Approval(false, new LinkedHashSet<>(approval));
    }
}
