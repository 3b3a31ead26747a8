package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one answer rests on, each told once: providers repeat it beside every sentence. */
final class Sources {

    private static final int MAX_SOURCES = 10_000;

    private final Set<String> told = new HashSet<>();

    /** Tells of a page or a document; of one without an address and a name there is nothing to tell. */
    void tell(@Nullable String url, @Nullable String document, @Nullable String title, Answer answer) {
        String known = url == null ? document : url;
        if (known != null && told.size() < MAX_SOURCES && told.add(known)) {
            answer.source(new StreamEvent.Source(url, url == null ? document : null, title, null));
        }
    }
}
