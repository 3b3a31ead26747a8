package dev.aistreaming.testing;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.recording.Recording;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider for tests that answers each call with a recorded response of a real provider: the same bytes, split as the network
 * split them, processed by the same code that processes responses of this type of provider in an application. Created by {@link
 * ScriptedProvider#replay}.
 *
 * <p>Declared as a bean, it replaces the configured provider with the same name, which is the name of the recorded one. The content
 * of requests does not matter, but they must be requests that a provider of this type accepts. Thread-safe.
 */
public final class ReplayedProvider implements ChatProvider {

    private final Recording recording;
    private final ProviderSettings settings;
    private final boolean atSpeed;
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

    private ReplayedProvider(Recording recording, ProviderSettings settings, boolean atSpeed) {
        this.recording = recording;
        this.settings = settings;
        this.atSpeed = atSpeed;
    }

    /** @throws IllegalArgumentException if it cannot be replayed */
    static ReplayedProvider of(Recording recording) {
        String type = recording.call().type();
        if (recording.ending().cut()) {
            throw new IllegalArgumentException(
                    "the recording contains only the beginning of the response: record it again with a larger max-file-size");
        }
        ProviderType known = ProviderType.find(type)
                .orElseThrow(() -> new IllegalArgumentException("there is no type of provider '" + type + "'"));
        ProviderSettings settings = ProviderSettings.of(recording.call().provider(), known)
                .withModel(recording.call().model());
        return new ReplayedProvider(recording, settings, false);
    }

    /** Returns a provider that reproduces the timing of the recorded one. By default everything arrives at once. */
    public ReplayedProvider atSpeed() {
        return new ReplayedProvider(recording, settings, true);
    }

    /** The requests received so far, in order. Each attempt counts. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new HttpChatProvider(settings, new ReplayTransport(recording, atSpeed, () -> requests.add(request)))
                .newCall(request);
    }

    @Override
    public String toString() {
        return "replayed provider '" + name() + "'";
    }
}
