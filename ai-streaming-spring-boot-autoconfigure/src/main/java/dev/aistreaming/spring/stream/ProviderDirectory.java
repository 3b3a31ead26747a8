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

/** The providers of this application, by name, and who stands in for whom. */
public final class ProviderDirectory {

    private static final Logger log = LoggerFactory.getLogger(ProviderDirectory.class);

    /** Puts others behind a provider. */
    public interface Fallback {
        ChatProvider behind(ChatProvider first, List<ChatProvider> others);
    }

    private final Map<String, ChatProvider> providers;
    private final List<String> commonFallbacks;
    private final Fallback fallback;
    private final UnaryOperator<ChatProvider> around;

    /**
     * A directory.
     *
     * @param providers by name, in the order to be listed
     * @param commonFallbacks the names of those that stand in for all others
     * @param fallback how they do
     * @param around what stands around each provider and those that stand in for it
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

    /** All names. */
    public Set<String> names() {
        return providers.keySet();
    }

    /**
     * The provider of this name, with the common fallbacks.
     *
     * @throws AiException with {@code invalid_request} where there is none; it names no other, for its text is shown to users
     */
    public ChatProvider get(String name) {
        return get(name, commonFallbacks);
    }

    /**
     * The provider of this name, with these fallbacks and no others.
     *
     * @throws AiException with {@code invalid_request} where there is none of one of the names
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
            String asked = OneLine.of(String.valueOf(name)); // null comes from code without null checks
            log.warn("Provider '{}' is not configured; there are {}", asked, names());
            throw AiException.invalidRequest("provider '" + asked + "' is not configured");
        }
        return provider;
    }
}
