package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.HttpTransport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A provider reached over HTTP. */
public final class HttpChatProvider implements ChatProvider {

    private final ProviderSettings settings;
    private final Supplier<ProviderSettings> current;
    private final HttpTransport transport;

    /**
     * @param settings where it is and what it is asked
     * @param transport carries the calls; may be shared, and is not closed here
     */
    public HttpChatProvider(ProviderSettings settings, HttpTransport transport) {
        this(settings, () -> settings, transport);
    }

    /**
     * @param settings where it is and what it is asked
     * @param keys asked for the key of each call
     * @param transport carries the calls; may be shared, and is not closed here
     */
    public HttpChatProvider(ProviderSettings settings, ApiKeySource keys, HttpTransport transport) {
        this(settings, new CurrentKey(settings, keys)::settings, transport);
    }

    private HttpChatProvider(ProviderSettings settings, Supplier<ProviderSettings> current, HttpTransport transport) {
        this.settings = settings;
        this.current = current;
        this.transport = transport;
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
        return new HttpChatCall(keyed, whole.model(), transport, protocol, post);
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
