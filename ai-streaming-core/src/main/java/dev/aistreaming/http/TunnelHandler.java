package dev.aistreaming.http;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a tunnel. */
final class TunnelHandler implements AsyncClientExchangeHandler {

    private final HttpHost proxy;
    private final HttpRequest connect;
    private final FutureCallback<@Nullable Void> callback;

    /** @param callback told once whether there is a tunnel, by the thread that reads the connection */
    TunnelHandler(HttpHost proxy, HttpRequest connect, FutureCallback<@Nullable Void> callback) {
        this.proxy = proxy;
        this.connect = connect;
        this.callback = callback;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        channel.sendRequest(connect, null, context);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void produce(DataStreamChannel channel) {
        // there is no body
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        // informational responses are ignored
    }

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            callback.completed(null);
        } else {
            failed(new ConnectException(
                    "the proxy " + proxy.toHostString() + " refused a tunnel (status " + status + ")"));
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) {
        // the page that explains a refusal is not read
    }

    @Override
    public void consume(ByteBuffer bytes) {
        // nor any part of it that came with the head
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        // everything is in the head
    }

    @Override
    public void failed(Exception cause) {
        callback.failed(cause);
    }

    @Override
    public void cancel() {
        callback.cancelled();
    }

    @Override
    public void releaseResources() {
        // nothing to release
    }
}
