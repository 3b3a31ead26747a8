package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.PushedCall;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A provider that asks a bean of another library. The bean is looked up for each call, so it may depend on something that depends on this
 * provider.
 *
 * @param <B> the type of bean
 */
public final class BridgedProvider<B> implements ChatProvider {

    private final String name;
    private final Bridge<B> bridge;
    private final Supplier<B> bean;
    private final UnaryOperator<ChatRequest> defaults;
    private final Threads threads;

    /**
     * @param name the configured name of the provider
     * @param defaults adds configured defaults to a request
     */
    public BridgedProvider(
            String name, Bridge<B> bridge, Supplier<B> bean, UnaryOperator<ChatRequest> defaults, Threads threads) {
        this.name = name;
        this.bridge = bridge;
        this.bean = bean;
        this.defaults = defaults;
        this.threads = threads;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        PushSource source;
        try {
            source = bridge.source(bean.get(), name, defaults.apply(request));
        } catch (AiException e) {
            throw e;
        } catch (RuntimeException e) { // of creating the bean, or of a library that takes no such request
            throw new ForeignErrors(name, List.of()).failure(e);
        }
        return new PushedCall(name, source, threads);
    }

    @Override
    public String toString() {
        return "BridgedProvider[name=" + name + ", type=" + bridge.type() + "]";
    }
}
