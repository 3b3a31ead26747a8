package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.OneLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of this application by name, and their fallbacks. */
public final class ProviderDirectory {

    private static final Logger log = LoggerFactory.getLogger(ProviderDirectory.class);

    /** Adds fallbacks to a provider. */
    public interface Fallback {
        ChatProvider behind(ChatProvider first, List<ChatProvider> others);
    }

    private final Map<String, ChatProvider> providers;
    private final List<String> commonFallbacks;
    private final Fallback fallback;
    private final UnaryOperator<ChatProvider> around;

    /**
     * Creates a directory.
     *
     * @param providers the providers by name, in the order in which they are listed
     * @param commonFallbacks the names of the fallbacks of every provider
     * @param fallback adds fallbacks to a provider
     * @param around wraps each provider together with its fallbacks
     */
    public ProviderDirectory(
            Map<String, ChatProvider> providers,
            List<String> commonFallbacks,
            Fallback fallback,
            UnaryOperator<ChatProvider> around) {
        this.providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        this.commonFallbacks = List.copyOf(commonFallbacks);
        this.fallback = fallback;
        this.around = around;
    }

    /** Returns the names of all providers. */
    public Set<String> names() {
        return providers.keySet();
    }

    /**
     * Returns the provider of this name with the common fallbacks.
     *
     * @throws AiException with {@code invalid_request} if there is none; the message names no other provider, because users may see it
     */
    public ChatProvider get(String name) {
        return get(name, commonFallbacks);
    }

    /**
     * Returns the provider of this name with these fallbacks and no others.
     *
     * @throws AiException with {@code invalid_request} if one of the names is unknown
     */
    public ChatProvider get(String name, List<String> fallbacks) {
        ChatProvider first = alone(name);
        List<ChatProvider> others = fallbacks.stream()
                .filter(other -> !name.equals(other))
                .map(this::alone)
                .toList();
        return around.apply(others.isEmpty() ? first : fallback.behind(first, others));
    }

    private ChatProvider alone(String name) {
        ChatProvider provider = providers.get(name);
        if (provider == null) {
            String asked = OneLine.of(String.valueOf(name)); // null is possible from code without null checks
            log.warn("Provider '{}' is not configured; there are {}", asked, names());
            throw AiException.invalidRequest("provider '" + asked + "' is not configured");
        }
        return provider;
    }
}
