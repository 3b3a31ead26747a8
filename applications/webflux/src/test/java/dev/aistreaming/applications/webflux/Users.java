package dev.aistreaming.applications.webflux;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** Whoever says in a header who they are is signed in. */
@TestConfiguration(proxyBeanMethods = false)
class Users {

    @Bean
    WebFilter signIn() {
        return (exchange, chain) -> {
            String name = exchange.getRequest().getHeaders().getFirst("X-User");
            return chain.filter(
                    name == null
                            ? exchange
                            : exchange.mutate().principal(Mono.just(() -> name)).build());
        };
    }
}
