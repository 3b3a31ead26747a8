package dev.aistreaming.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** A JSON document to be posted. Its text representation has no header and no user of the URI: they carry keys. */
public final class HttpPost {

    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param uri where to
     * @param headers all headers but {@code Content-Length} and {@code Host}
     * @param body the JSON in UTF-8; not copied
     */
    public HttpPost(URI uri, Map<String, String> headers, byte[] body) {
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** Where to. */
    public URI uri() {
        return uri;
    }

    /** All headers but {@code Content-Length} and {@code Host}. They may hold keys. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The JSON in UTF-8; not a copy, and not to be changed. */
    public byte[] body() {
        return body;
    }

    HttpRequest toRequest() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> setHeader(request, name, value));
        return request.build();
    }

    /** The JDK's own complaint quotes the value, which may be a key. */
    private static void setHeader(HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "header '" + name + "' is not allowed, or its value holds a character that no"
                            + " header may hold, such as a line break");
        }
    }

    @Override
    public String toString() {
        return "POST " + uri.getHost() + uri.getPath() + " (" + body.length + " bytes)";
    }
}
