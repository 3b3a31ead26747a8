package dev.aistreaming.http;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends a request over one connection and passes on the response. Called by the thread that reads the connection. */
final class PostHandler implements AsyncClientExchangeHandler {

    private final HttpExchange exchange;
    private final Delivery delivery;
    private final Loan loan;
    private final HttpRequest request;
    private final ByteBuffer body;
    private final @Nullable HttpHost proxy;
    private boolean begun;

    /** @param proxy the proxy that sees the request; {@code null} for none */
    PostHandler(
            HttpExchange exchange,
            Delivery delivery,
            Loan loan,
            HttpRequest request,
            byte[] body,
            @Nullable HttpHost proxy) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.loan = loan;
        this.request = request;
        this.body = ByteBuffer.wrap(body);
        this.proxy = proxy;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        begun = true;
        channel.sendRequest(request, new BasicEntityDetails(body.remaining(), null), context);
    }

    @Override
    public int available() {
        return body.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (body.hasRemaining()) {
            channel.write(body);
        }
        if (!body.hasRemaining()) {
            channel.endStream();
        }
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        // informational responses are ignored
    }

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context)
            throws HttpException {
        if (proxy != null && response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            failed(new ConnectException(
                    "the proxy " + proxy.toHostString() + " requires a user name and a password (status 407)"));
            return;
        }
        delivery.head(response.getCode(), Headers.of(List.of(response.getHeaders())));
        if (entity == null) {
            end();
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        delivery.capacity(channel);
    }

    @Override
    public void consume(ByteBuffer bytes) {
        delivery.take(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        end();
    }

    private void end() {
        if (body.hasRemaining()) {
            loan.discard(); // the response came before the request was complete
        } else {
            loan.giveBack();
        }
        exchange.ended();
    }

    @Override
    public void failed(Exception cause) {
        loan.discard();
        exchange.attemptFailed(begun, cause);
    }

    @Override
    public void cancel() {
        failed(new IOException("the connection was given up"));
    }

    @Override
    public void releaseResources() {
        // nothing to release
    }
}
