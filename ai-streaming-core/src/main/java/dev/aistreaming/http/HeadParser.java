package dev.aistreaming.http;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseFactory;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParser;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;

/** Parses heads of up to {@link #MAX_BYTES}. The client itself limits the length and number of lines, but not their total size. */
final class HeadParser extends DefaultHttpResponseParser<HttpResponse> {

    static final int MAX_BYTES = 64 * 1024;

    private static final HttpResponseFactory<HttpResponse> RESPONSES = DefaultHttpResponseFactory.INSTANCE;

    private int bytes;

    HeadParser(Http1Config config) {
        super(config, LazyLaxLineParser.INSTANCE, RESPONSES);
    }

    @Override
    public HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream) throws IOException, HttpException {
        int before = buffer.length();
        HttpResponse head = super.parse(buffer, endOfStream);
        bytes += before - buffer.length();
        if (bytes > MAX_BYTES) {
            throw new MessageConstraintException("a response head of more than " + MAX_BYTES + " bytes");
        }
        return head;
    }

    @Override
    public void reset() {
        super.reset();
        bytes = 0;
    }
}
