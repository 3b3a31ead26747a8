package dev.aistreaming.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Azure's OpenAI is, which has three forms of address
 * (<a href="https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle">API version lifecycle</a>):
 * {@code /openai/v1}, which takes the deployment for the model; {@code /openai/deployments/NAME} with an {@code api-version} that is
 * a date; and {@code /models} of Azure AI Foundry.
 */
public final class AzureEndpoint {

    /** What an address looks like; nobody's own. */
    static final String EXAMPLE = "https://your-resource.openai.azure.com/openai/v1";

    private static final String VERSION = "api-version=";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

    /** Tokens of Microsoft Entra ID are JSON Web Tokens; keys are not. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[^.]*\\.[^.]*\\.[^.]*");

    private AzureEndpoint() {}

    /** The address of a resource, by its name. */
    public static URI ofResource(String name) {
        return URI.create("https://" + name + ".openai.azure.com");
    }

    /**
     * The base URL below an address. A path that is there already, other than {@code /openai}, stays as it is, and so does a
     * query.
     *
     * @param address of the resource, or more of the URL
     * @param apiVersion a date leads to the paths with deployments, anything else to {@code /openai/v1}; {@code null}: none is
     *     sent
     */
    public static URI baseUrl(URI address, @Nullable String apiVersion) {
        String text = address.toString();
        int mark = text.indexOf('?');
        String query = mark < 0 ? "" : text.substring(mark + 1);
        String path = mark < 0 ? text : text.substring(0, mark);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String given = address.getPath() == null ? "" : address.getPath().replaceAll("/+$", "");
        if (given.isEmpty()) {
            path += "/openai";
            given = "/openai";
        }
        boolean dated =
                DATE.matcher(apiVersion == null ? versionIn(query) : apiVersion).matches();
        if (given.equals("/openai") && !dated) {
            path += "/v1";
        }
        if (apiVersion != null && versionIn(query).isEmpty()) {
            query += (query.isEmpty() ? "" : "&") + VERSION + apiVersion;
        }
        return URI.create(query.isEmpty() ? path : path + "?" + query);
    }

    private static String versionIn(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(VERSION)) {
                return parameter.substring(VERSION.length());
            }
        }
        return "";
    }

    /** Whether a server is one of Azure's. */
    static boolean isAt(URI baseUrl) {
        return baseUrl.getHost() != null
                && baseUrl.getHost().toLowerCase(Locale.ROOT).endsWith(".azure.com");
    }

    /** Puts the key where Azure wants it: a key in a header of its own, a token as a bearer. */
    static void authorize(Map<String, String> headers, String key) {
        if (TOKEN.matcher(key).matches()) {
            headers.put("Authorization", "Bearer " + key);
        } else {
            headers.put("api-key", key);
        }
    }
}
