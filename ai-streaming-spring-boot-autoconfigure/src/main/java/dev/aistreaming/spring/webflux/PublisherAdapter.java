package dev.aistreaming.spring.webflux;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.publish.AnswerPublisher;
import dev.aistreaming.spring.publish.Requester;
import java.security.Principal;
import java.util.Optional;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/** Makes a {@link Flux} of a publisher of ours, by which it learns for which request it is subscribed to. */
public final class PublisherAdapter {

    private final SubscriberContext contexts;

    /** @param contexts takes along what else belongs to the subscriber */
    public PublisherAdapter(SubscriberContext contexts) {
        this.contexts = contexts;
    }

    /** From now on, whoever asks the registry gets it. */
    public void addTo(ReactiveAdapterRegistry registry) {
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.multiValue(AnswerPublisher.class, Flux::empty),
                publisher -> flux((AnswerPublisher) publisher),
                flux -> {
                    throw new UnsupportedOperationException("only we make such publishers");
                });
    }

    private Flux<StreamBytes> flux(AnswerPublisher publisher) {
        return Flux.deferContextual(context -> ServerWebExchangeContextFilter.getExchange(context)
                .map(exchange -> flux(publisher, exchange, context))
                .orElseGet(() -> JdkFlowAdapter.flowPublisherToFlux(publisher)));
    }

    /** Who is signed in may have to be looked up, which must not hold up this thread. */
    private Flux<StreamBytes> flux(AnswerPublisher publisher, ServerWebExchange exchange, ContextView context) {
        return exchange.getPrincipal()
                .map(Principal::getName)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMapMany(user -> {
                    ExchangeRequest request = new ExchangeRequest(exchange, user.orElse(null));
                    Requester requester = new ExchangeRequester(request, contexts.of(context));
                    return JdkFlowAdapter.flowPublisherToFlux(subscriber -> publisher.subscribe(subscriber, requester));
                });
    }
}
