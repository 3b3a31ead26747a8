package dev.aistreaming.recording;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A provider over real HTTP, whose calls are recorded. */
final class RecordedCalls implements AutoCloseable {

    static final String KEY = "sk-SECRET-0123456789";

    private final ScriptedServer server;
    private final Recorder recorder;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    RecordedCalls(ScriptedServer server, RecorderSettings settings, Armed armed) {
        this.server = server;
        this.recorder = new Recorder(settings, armed);
    }

    ChatProvider provider() {
        return provider("openai");
    }

    ChatProvider provider(String name) {
        return new HttpChatProvider(
                        ProviderSettings.of(name, ProviderType.OPENAI)
                                .withBaseUrl(server.url())
                                .withApiKey(KEY)
                                .withModel("gpt-test"),
                        transport)
                .recordedBy(recorder);
    }

    Recorder recorder() {
        return recorder;
    }

    static RecordingListener ask(ChatProvider provider) {
        return start(provider.newCall(ChatRequest.of("Hello?"))).await();
    }

    static RecordingListener start(ChatCall call) {
        RecordingListener listener = new RecordingListener();
        call.start(listener);
        return listener;
    }

    /** All files, when all have been written. */
    List<Path> files() {
        recorder.close();
        Path directory = recorder.settings().directory();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only file. */
    Path file() {
        List<Path> files = files();
        if (files.size() != 1) {
            throw new AssertionError("not one file but " + files);
        }
        return files.get(0);
    }

    @Override
    public void close() {
        recorder.close();
        transport.close();
        executor.shutdownNow();
        server.close();
    }
}
