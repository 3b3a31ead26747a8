package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.Transport;
import dev.aistreaming.recording.CallLabel;
import dev.aistreaming.recording.Recorder;
import dev.aistreaming.recording.Tape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A provider that is reached over HTTP. */
public final class HttpChatProvider implements ChatProvider {

    private final ProviderSettings settings;
    private final Supplier<ProviderSettings> current;
    private final Transport transport;
    private final @Nullable Recorder recorder;

    /**
     * @param settings the address of the provider, and the defaults of requests
     * @param transport carries the calls; may be shared, and is not closed here
     */
    public HttpChatProvider(ProviderSettings settings, Transport transport) {
        this(settings, () -> settings, transport, null);
    }

    /**
     * @param settings the address of the provider, and the defaults of requests
     * @param keys supplies the key for each call
     * @param transport carries the calls; may be shared, and is not closed here
     */
    public HttpChatProvider(ProviderSettings settings, ApiKeySource keys, Transport transport) {
        this(settings, new CurrentKey(settings, keys)::settings, transport, null);
    }

    private HttpChatProvider(
            ProviderSettings settings,
            Supplier<ProviderSettings> current,
            Transport transport,
            @Nullable Recorder recorder) {
        this.settings = settings;
        this.current = current;
        this.transport = transport;
        this.recorder = recorder;
    }

    /** Returns a copy whose calls can be recorded. */
    public HttpChatProvider recordedBy(Recorder recorder) {
        recorder.add(settings.name());
        return new HttpChatProvider(settings, current, transport, recorder);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        ProviderSettings keyed;
        try {
            keyed = current.get();
        } catch (AiException noKey) {
            return new RefusedCall(noKey);
        }
        WireProtocol protocol = keyed.type().protocol();
        ChatRequest whole = withDefaults(request);
        HttpPost post = protocol.post(whole, keyed);
        Asked asked = new Asked(whole.model(), post.uri());
        return new HttpChatCall(keyed, asked, transport, protocol, post, tapes(keyed, asked, post));
    }

    private static Tape noTape() {
        return Tape.NONE;
    }

    private Supplier<Tape> tapes(ProviderSettings keyed, Asked asked, HttpPost post) {
        Recorder recorder = this.recorder;
        return recorder == null
                ? HttpChatProvider::noTape
                : () -> recorder.begin(
                        settings.name(),
                        () -> new CallLabel(
                                settings.name(),
                                settings.type().typeName(),
                                asked.model(),
                                asked.address(),
                                recorder.settings().includeRequests()
                                        ? new String(post.body(), StandardCharsets.UTF_8)
                                        : null),
                        text -> keyed.secrets().blot(text));
    }

    ChatRequest withDefaults(ChatRequest request) {
        Map<String, Object> options = new LinkedHashMap<>(settings.options());
        options.putAll(request.options());
        return request.toBuilder()
                .model(request.model() != null ? request.model() : settings.model())
                .temperature(request.temperature() != null ? request.temperature() : settings.temperature())
                .maxTokens(request.maxTokens() != null ? request.maxTokens() : settings.maxTokens())
                .options(options)
                .build();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
