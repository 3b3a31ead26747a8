package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/** What happens if a provider fails after it has delivered part of an answer, and other providers are left to try. */
public enum Failover {
    /** The answer ends with the error. */
    NEVER,
    /**
     * The next provider is called and the answer starts over. What has been delivered so far becomes void, which {@link
     * dev.aistreaming.chat.StreamEvent.Reset} reports. This does not happen after the first step of an answer in which tools are
     * called, nor once a tool has run that must not run twice.
     */
    RESTART;

    private static final String ATTRIBUTE = Failover.class.getName();

    /** Sets the behaviour for a single request. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.attribute(ATTRIBUTE, this);
    }

    /** The behaviour set for the request, or {@code null} if there is none. */
    static @Nullable Failover of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Failover.class);
    }
}
