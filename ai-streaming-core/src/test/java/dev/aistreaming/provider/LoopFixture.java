package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The loop of tools over real HTTP: a stand-in for a provider that gives one answer after the other. */
final class LoopFixture implements AutoCloseable {

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Threads threads = new Threads(workers);
    private final ScriptedServer server;
    private final HttpTransport transport;
    private final ProviderSettings settings;
    private ToolLimits limits = ToolLimits.DEFAULTS;

    /** What becomes of each request. */
    LoopFixture(ProviderType type, ScriptedServer.Script script) {
        this(type, "http://provider.example", script);
    }

    /** @param url which vendor it is taken for; nothing is sent there */
    LoopFixture(ProviderType type, String url, ScriptedServer.Script script) {
        this.server = new ScriptedServer(script);
        InetSocketAddress proxy = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.url().getPort());
        this.transport = new HttpTransport(HttpSettings.DEFAULTS.withProxy(ProxySelector.of(proxy)), workers);
        this.settings =
                ProviderSettings.of("mine", type).withBaseUrl(URI.create(url)).withModel("m-1");
    }

    /** One answer after the other. */
    static LoopFixture answering(ProviderType type, String... bodies) {
        return answeringAs("http://provider.example", type, bodies);
    }

    /** The same, taken for a vendor. */
    static LoopFixture answeringAs(String url, ProviderType type, String... bodies) {
        AtomicInteger next = new AtomicInteger();
        return new LoopFixture(type, url, connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(bodies[next.getAndIncrement()]);
            connection.end();
        });
    }

    LoopFixture limits(ToolLimits limits) {
        this.limits = limits;
        return this;
    }

    ChatCall start(RecordingListener listener, ChatRequest request, LocalTool... tools) {
        ChatProvider loop =
                new ToolLoopProvider(new HttpChatProvider(settings, transport), List.of(tools), limits, threads);
        ChatCall call = loop.newCall(request);
        call.start(listener);
        return call;
    }

    ChatResponse ask(ChatRequest request, LocalTool... tools) {
        RecordingListener listener = new RecordingListener();
        start(listener, request, tools);
        return listener.response();
    }

    ChatResponse ask(LocalTool... tools) {
        return ask(ChatRequest.of("Hi"), tools);
    }

    /** The body of the request of a step, from 1. */
    Map<String, Object> request(int step) {
        return JsonTree.object("request", server.requests().get(step - 1).body());
    }

    int requests() {
        return server.requests().size();
    }

    @Override
    public void close() {
        transport.close();
        server.close();
        threads.close();
        workers.shutdownNow();
    }
}
