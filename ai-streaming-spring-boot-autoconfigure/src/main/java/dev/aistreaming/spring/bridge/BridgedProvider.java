package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.PushedCall;
import dev.aistreaming.thread.Threads;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A provider that asks a bean of another library. The bean is looked up with each call, so it may itself need what is made of this
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
     * @param name the name it is configured under
     * @param defaults adds what is configured and a request leaves open
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
        return new PushedCall(name, bridge.source(bean.get(), name, defaults.apply(request)), threads);
    }

    @Override
    public String toString() {
        return "BridgedProvider[name=" + name + ", type=" + bridge.type() + "]";
    }
}
