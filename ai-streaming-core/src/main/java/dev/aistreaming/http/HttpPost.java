package dev.aistreaming.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** A JSON document to be posted. Its text representation has no header, since headers carry keys. */
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
        headers.forEach(request::setHeader);
        return request.build();
    }

    @Override
    public String toString() {
        return "POST " + uri + " (" + body.length + " bytes)";
    }
}
