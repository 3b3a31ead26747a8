package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.ProviderType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the base URL of a provider, and rejects URLs with which no request would succeed. */
final class BaseUrl {

    /** The paths that are added to a base URL. A URL that is copied from a curl example ends in one of them. */
    private static final List<String> ENDPOINTS =
            List.of("/chat/completions", "/completions", "/messages", "/responses", "/embeddings");

    private static final String VERSION = "/v1";

    private final String key;
    private final ProviderType type;
    private final URI url;

    private BaseUrl(String key, ProviderType type, URI url) {
        this.key = key;
        this.type = type;
        this.url = url;
    }

    /** @param key the name of the property */
    static URI read(String key, ProviderType type, String configured) {
        BaseUrl read = new BaseUrl(key, type, parse(key, type, configured.strip()));
        read.requireNoEndpoint();
        read.requireOneVersion();
        read.requireThePathOfTheVendor();
        return URI.create(withoutSlash(read.url.toString()));
    }

    private static URI parse(String key, ProviderType type, String configured) {
        URI url = uri(configured);
        if (url == null || url.getHost() == null || !isHttp(url.getScheme())) {
            throw new InvalidSettingException(
                    key + " is " + (configured.contains("@") ? "" : "'" + configured + "', which is ")
                            + "not the address of a server.", // not shown if it may contain a password
                    "Set it to an address such as " + type.baseUrl() + ", or leave it out.");
        }
        return url;
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private void requireNoEndpoint() {
        String path = path();
        for (String endpoint : ENDPOINTS) {
            if (path.endsWith(endpoint)) {
                String base = path.substring(0, path.length() - endpoint.length());
                throw refused("ends in " + endpoint + ", which is added to it", withoutVersionOfItsOwn(base));
            }
        }
    }

    private void requireOneVersion() {
        if ((path() + "/").contains(VERSION + VERSION + "/")) {
            throw refused(
                    "has " + VERSION + " twice", withoutVersionOfItsOwn(path().replace(VERSION + VERSION, VERSION)));
        }
        if (!path().equals(withoutVersionOfItsOwn(path()))) {
            throw refused(
                    "ends in " + versionOfEndpoints() + ", which is added to it for type " + type.typeName(),
                    withoutVersionOfItsOwn(path()));
        }
    }

    private void requireThePathOfTheVendor() {
        String vendors = type.baseUrl().getRawPath();
        if (path().isEmpty()
                && !vendors.isEmpty()
                && url.getHost().equalsIgnoreCase(type.baseUrl().getHost())) {
            throw refused("has no " + vendors + " at its end", vendors);
        }
    }

    /**
     * Returns the version that is part of the endpoints' paths instead of the base URL, as in the SDKs of some vendors; empty for others.
     */
    private String versionOfEndpoints() {
        return switch (type) {
            case ANTHROPIC -> VERSION;
            case COHERE -> "/v2";
            default -> "";
        };
    }

    private String withoutVersionOfItsOwn(String path) {
        String version = versionOfEndpoints();
        return path.endsWith(version) ? path.substring(0, path.length() - version.length()) : path;
    }

    private String path() {
        return withoutSlash(url.getRawPath());
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Creates the exception. Shows neither user nor query, which may contain keys. */
    private InvalidSettingException refused(String fault, String path) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String server = url.getScheme() + "://" + url.getHost() + port;
        return new InvalidSettingException(
                key + " is '" + server + url.getRawPath() + "', which " + fault + ".",
                "Set it to " + server + path + (url.getRawQuery() == null ? "" : " with the query behind it") + ".");
    }
}
