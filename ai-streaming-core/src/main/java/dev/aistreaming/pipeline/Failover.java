package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/** What becomes of an answer whose provider fails after its first piece, where others are left who could be asked. */
public enum Failover {
    /** It ends with the error. */
    NEVER,
    /**
     * The next provider is asked, and the answer begins anew: what has been delivered is void, as {@link
     * dev.aistreaming.chat.StreamEvent.Reset} says. Not after the first step of an answer for which tools are called, and not once a tool
     * has run that must not run twice.
     */
    RESTART;

    private static final String ATTRIBUTE = Failover.class.getName();

    /** Says it for one request; it goes along with it. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.attribute(ATTRIBUTE, this);
    }

    /** What a request says; {@code null}: nothing. */
    static @Nullable Failover of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Failover.class);
    }
}
