package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;

/**
 * Writes one stream as Server-Sent Events. Not for several threads at a time. Must not wait for anything: it is called on the
 * threads that read from providers, which other streams need, too.
 */
public interface StreamEncoder extends StreamEvent.Visitor {

    /** The stream ends well. */
    void complete(ChatResponse response);

    /** The stream ends badly. */
    void error(AiException error);
}
