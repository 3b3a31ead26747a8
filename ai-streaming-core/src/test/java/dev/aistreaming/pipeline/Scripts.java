package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Providers over real HTTP for tests of decorators, and scripts for what is behind them. */
final class Scripts implements AutoCloseable {

    /** Nobody listens there. */
    static final URI DEAD = URI.create("http://127.0.0.1:1");

    final ExecutorService executor = Executors.newCachedThreadPool();
    final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
    final Threads threads = new Threads(executor);

    ChatProvider openAi(URI server) {
        return provider("openai", "gpt-test", server, transport);
    }

    ChatProvider provider(String name, String model, URI server) {
        return provider(name, model, server, transport);
    }

    static ChatProvider provider(String name, String model, URI server, HttpTransport transport) {
        return new HttpChatProvider(
                ProviderSettings.of(name, ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withModel(model),
                transport);
    }

    /** The first call is the first one's, and so on; all further ones are the last one's. */
    static ChatProvider inTurn(ChatProvider... providers) {
        AtomicInteger calls = new AtomicInteger();
        return new ChatProvider() {
            @Override
            public String name() {
                return providers[0].name();
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return providers[Math.min(calls.getAndIncrement(), providers.length - 1)].newCall(request);
            }
        };
    }

    /** The first request gets the first script, and so on; all further ones get the last. */
    static ScriptedServer.Script inTurn(ScriptedServer.Script... scripts) {
        AtomicInteger requests = new AtomicInteger();
        return connection -> scripts[Math.min(requests.getAndIncrement(), scripts.length - 1)].play(connection);
    }

    /** An answer of chat completions that says this. */
    static ScriptedServer.Script answer(String text) {
        return stream(OpenAiWire.opening(), OpenAiWire.text(text), OpenAiWire.ending());
    }

    static ScriptedServer.Script stream(String... pieces) {
        return connection -> {
            connection.head(200, "text/event-stream");
            for (String piece : pieces) {
                connection.chunk(piece);
            }
            connection.end();
        };
    }

    static ScriptedServer.Script failure(int status, String body, String... headers) {
        return connection -> connection.whole(status, "application/json", body, headers);
    }

    /** An error of this type in the middle of a stream. */
    static String errorEvent(String type) {
        return "data: {\"error\":{\"message\":\"sorry\",\"type\":\"" + type + "\"}}\n\n";
    }

    /** A chunk with this delta. */
    static String delta(String json) {
        return "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-test\",\"choices\":[{\"index\":0,\"delta\":" + json
                + "}]}\n\n";
    }

    /** Fails as soon as it is started. */
    static ChatProvider failing(String name, AiException error) {
        return new ChatProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new ChatCall() {
                    @Override
                    public void start(StreamListener listener) {
                        listener.onError(error);
                    }

                    @Override
                    public void pause() {}

                    @Override
                    public void resume() {}

                    @Override
                    public void cancel() {}
                };
            }
        };
    }

    @Override
    public void close() {
        threads.close();
        transport.close();
        executor.shutdownNow();
    }
}
