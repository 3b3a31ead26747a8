package dev.aistreaming.spring.webflux;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.publish.AnswerPublisher;
import dev.aistreaming.spring.publish.RequestCall;
import dev.aistreaming.spring.publish.Requester;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Converts our publishers for Reactor, and tells them which request they are subscribed to for. */
public final class PublisherAdapter {

    private final SubscriberContext contexts;

    /** @param contexts propagate everything else that belongs to the subscriber */
    public PublisherAdapter(SubscriberContext contexts) {
        this.contexts = contexts;
    }

    /** From now on, the registry returns it. */
    public void addTo(ReactiveAdapterRegistry registry) {
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.multiValue(AnswerPublisher.class, Flux::empty),
                publisher -> flux((AnswerPublisher) publisher),
                PublisherAdapter::unsupported);
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.singleOptionalValue(RequestCall.class, Mono::empty),
                call -> mono((RequestCall<?>) call),
                PublisherAdapter::unsupported);
    }

    private static Object unsupported(Object publisher) {
        throw new UnsupportedOperationException("only we make such publishers");
    }

    private Flux<StreamBytes> flux(AnswerPublisher publisher) {
        return Flux.deferContextual(context -> requester(context)
                .map(requester -> JdkFlowAdapter.flowPublisherToFlux(
                        (Flow.Publisher<StreamBytes>) subscriber -> publisher.subscribe(subscriber, requester)))
                .defaultIfEmpty(JdkFlowAdapter.flowPublisherToFlux(publisher))
                .flatMapMany(Function.identity()));
    }

    private <T> Mono<T> mono(RequestCall<T> call) {
        return Mono.deferContextual(context -> requester(context)
                .map(requester -> JdkFlowAdapter.flowPublisherToFlux(
                        (Flow.Publisher<T>) subscriber -> call.subscribe(subscriber, requester)))
                .defaultIfEmpty(JdkFlowAdapter.flowPublisherToFlux(call))
                .flatMap(Flux::next));
    }

    /** The user may have to be looked up, which must not block this thread. */
    private Mono<Requester> requester(ContextView context) {
        ServerWebExchange exchange =
                ServerWebExchangeContextFilter.getExchange(context).orElse(null);
        return exchange == null
                ? Mono.empty()
                : exchange.getPrincipal()
                        .map(Principal::getName)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(user -> new ExchangeRequester(
                                new ExchangeRequest(exchange, user.orElse(null)), contexts.of(context)));
    }
}
