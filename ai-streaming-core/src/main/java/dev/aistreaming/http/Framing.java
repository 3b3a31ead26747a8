package dev.aistreaming.http;

import java.util.Arrays;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/** Determines the length of a body. Tolerates proxies that declare {@code chunked} twice. */
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
