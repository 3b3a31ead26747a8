package dev.aistreaming.applications.webflux;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.StreamBytes;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;

/** What docs/webflux.md shows of functional endpoints. */
@Configuration(proxyBeanMethods = false)
class GuideRoutes {

    @Bean
    RouterFunction<ServerResponse> chat(
            AiService ai, @Qualifier("webFluxAdapterRegistry") ReactiveAdapterRegistry registry) {
        return RouterFunctions.route()
                .GET("/function", request -> {
                    String question = request.queryParam("question").orElse("");
                    Flow.Publisher<StreamBytes> publisher =
                            ai.task().prompt(question).publish();
                    ReactiveAdapter adapter = Objects.requireNonNull(registry.getAdapter(null, publisher));
                    Flux<StreamBytes> flux = Flux.from(adapter.toPublisher(publisher));
                    return ServerResponse.ok()
                            .contentType(MediaType.TEXT_EVENT_STREAM)
                            .body(flux, StreamBytes.class);
                })
                .build();
    }
}
