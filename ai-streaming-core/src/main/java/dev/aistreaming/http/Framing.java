package dev.aistreaming.http;

import java.util.Arrays;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/** How long a body is. A proxy that says {@code chunked} once more for what is in chunks already is understood. */
final class Framing implements ContentLengthStrategy {

    @Override
    public long determineLength(HttpMessage message) throws HttpException {
        Header[] codings = message.getHeaders(HttpHeaders.TRANSFER_ENCODING);
        boolean onlyChunked = codings.length > 0
                && Arrays.stream(codings)
                        .flatMap(coding -> Arrays.stream(coding.getValue().split(",")))
                        .allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"));
        return onlyChunked ? CHUNKED : DefaultContentLengthStrategy.INSTANCE.determineLength(message);
    }
}
