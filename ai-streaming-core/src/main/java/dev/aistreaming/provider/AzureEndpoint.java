package dev.aistreaming.provider;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds the addresses of Azure OpenAI, of which there are three forms (<a
 * href="https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle">API version lifecycle</a>): {@code /openai/v1},
 * where the model is the name of a deployment; {@code /openai/deployments/NAME} with an {@code api-version} that is a date; and
 * {@code /models} of Azure AI Foundry.
 */
public final class AzureEndpoint {

    /** Shows the form of an address; belongs to nobody. */
    static final String EXAMPLE = "https://your-resource.openai.azure.com/openai/v1";

    private static final KeyHeader API_KEY = new KeyHeader("api-key", "");
    private static final String VERSION = "api-version=";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

    /** Tokens of Microsoft Entra ID are JSON Web Tokens, keys are not. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[^.]*\\.[^.]*\\.[^.]*");

    private AzureEndpoint() {}

    /** The address of the resource with this name. */
    public static URI ofResource(String name) {
        return URI.create("https://" + name + ".openai.azure.com");
    }

    /**
     * Completes an address to a base URL. An existing path other than {@code /openai} is kept, and so is a query.
     *
     * @param address the address of the resource, or more of the URL
     * @param apiVersion a date selects the paths with deployments, anything else {@code /openai/v1}; {@code null} to send no
     *     version
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

    /** Whether a server belongs to Azure. */
    static boolean isAt(URI baseUrl) {
        return baseUrl.getHost() != null
                && baseUrl.getHost().toLowerCase(Locale.ROOT).endsWith(".azure.com");
    }

    /** The header that Azure expects for this key: its own header for a key, and a bearer header for a token. */
    static KeyHeader keyHeader(@Nullable String key) {
        return key != null && TOKEN.matcher(key).matches() ? KeyHeader.BEARER : API_KEY;
    }
}
