package dev.aistreaming.spring.webflux;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.http.server.HttpServerResponse;

/** A class of its own, for not every application of WebFlux has Netty. */
final class NettyConnection {

    private NettyConnection() {}

    /** At once, whatever waits to be written. */
    static void close(ServerHttpResponse response) {
        Object server = ServerHttpResponseDecorator.getNativeResponse(response);
        if (server instanceof HttpServerResponse netty) {
            netty.withConnection(connection -> {
                var unused = connection.channel().close();
            });
        }
    }
}
