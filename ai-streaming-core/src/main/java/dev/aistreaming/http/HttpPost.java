package dev.aistreaming.http;

import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A JSON document to be sent with POST. {@code toString()} contains neither headers nor the user info or query of the URI, because
 * they may contain keys.
 */
public final class HttpPost {

    /** Headers that control framing and forwarding, which are up to the client. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final UnaryOperator<HttpPost> signer;

    /**
     * @param uri the address
     * @param headers all headers except {@code Content-Length} and {@code Host}. If names differ only in case, the last one counts
     * @param body JSON in UTF-8; not copied
     */
    public HttpPost(URI uri, Map<String, String> headers, byte[] body) {
        this(uri, headers, body, UnaryOperator.identity());
    }

    private HttpPost(URI uri, Map<String, String> headers, byte[] body, UnaryOperator<HttpPost> signer) {
        this.uri = uri;
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        this.headers = Collections.unmodifiableMap(byName);
        this.body = body;
        this.signer = signer;
    }

    /**
     * Returns a request that is signed right before it is sent, where blocking is allowed.
     *
     * @param signer returns the request to be sent, with the same address; an exception fails the exchange
     */
    public HttpPost signedBy(UnaryOperator<HttpPost> signer) {
        return new HttpPost(uri, headers, body, signer);
    }

    /** The request as it is sent. */
    HttpPost signed() {
        HttpPost signed = signer.apply(this);
        signed.check();
        return signed;
    }

    /** The address. */
    public URI uri() {
        return uri;
    }

    /** All headers except {@code Content-Length} and {@code Host}, with case-insensitive names. They may contain keys. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The JSON in UTF-8. Not a copy, so it must not be modified. */
    public byte[] body() {
        return body;
    }

    /** @throws IllegalArgumentException if a header cannot be sent; names the header, but not its value, which may be a key */
    void check() {
        headers.forEach((name, value) -> {
            if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT)) || !isToken(name) || !isFieldValue(value)) {
                throw new IllegalArgumentException(
                        "header '" + name + "' is not allowed, or its value holds a character that no"
                                + " header may hold, such as a line break");
            }
        });
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0));
    }

    private static boolean isFieldValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 127 && c < 256));
    }

    @Override
    public String toString() {
        return "POST " + uri.getHost() + uri.getPath() + " (" + body.length + " bytes)";
    }
}
