package dev.aistreaming.spring.webflux;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Lets a native image detect Netty. */
public final class NettyHints implements RuntimeHintsRegistrar {

    static final String RESPONSE = "reactor.netty.http.server.HttpServerResponse";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection().registerTypeIfPresent(classLoader, RESPONSE);
    }
}
