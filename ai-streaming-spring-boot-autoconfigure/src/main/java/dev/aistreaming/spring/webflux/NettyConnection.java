package dev.aistreaming.spring.webflux;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.http.server.HttpServerResponse;

/** A separate class, because some WebFlux applications do not have Netty. */
final class NettyConnection {

    private NettyConnection() {}

    /** Closes the connection at once, no matter what waits to be written. */
    static void close(ServerHttpResponse response) {
        Object server = ServerHttpResponseDecorator.getNativeResponse(response);
        if (server instanceof HttpServerResponse netty) {
            netty.withConnection(connection -> {
                var unused = connection.channel().close();
            });
        }
    }
}
