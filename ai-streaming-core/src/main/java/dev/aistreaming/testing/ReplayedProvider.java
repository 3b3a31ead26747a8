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
 * A provider for tests that answers each call with what a provider once sent: the same bytes, cut where the network cut them, read
 * by the same code that reads answers of this type of provider in an application. Made by {@link ScriptedProvider#replay}.
 *
 * <p>As a bean it takes the place of the configured provider of its name, which is that of the recorded one. What is asked makes
 * no difference, but must be what a provider of this type can be asked. Safe for use by many threads.
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
                    "the recording has only the beginning of what came; record it again with a larger max-file-size");
        }
        ProviderType known = ProviderType.find(type)
                .orElseThrow(() -> new IllegalArgumentException("there is no type of provider '" + type + "'"));
        ProviderSettings settings = ProviderSettings.of(recording.call().provider(), known)
                .withModel(recording.call().model());
        return new ReplayedProvider(recording, settings, false);
    }

    /** The same, waiting before each piece as long as the recorded provider did. By default all comes at once. */
    public ReplayedProvider atSpeed() {
        return new ReplayedProvider(recording, settings, true);
    }

    /** What it was asked, in this order; each attempt counts. */
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
