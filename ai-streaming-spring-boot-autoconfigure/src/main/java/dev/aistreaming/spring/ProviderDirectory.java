package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The providers of this application, by name. */
public final class ProviderDirectory {

    private final Map<String, ChatProvider> providers;

    /**
     * A directory.
     *
     * @param providers by name, in the order to be listed
     */
    public ProviderDirectory(Map<String, ChatProvider> providers) {
        this.providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    }

    /** All names. */
    public Set<String> names() {
        return providers.keySet();
    }

    /**
     * The provider of this name.
     *
     * @throws AiException with {@code invalid_request} where there is none
     */
    public ChatProvider get(String name) {
        ChatProvider provider = providers.get(name);
        if (provider == null) {
            throw AiException.invalidRequest("provider '" + name + "' is not configured; there are " + names());
        }
        return provider;
    }
}
