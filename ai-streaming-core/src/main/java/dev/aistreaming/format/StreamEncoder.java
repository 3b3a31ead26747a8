package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;

/**
 * Encodes one stream, as Server-Sent Events unless its format says otherwise. Not thread-safe. It may block, unless its format
 * claims to be {@linkplain StreamFormat#isNonBlocking non-blocking}.
 *
 * <p>An encoder has to handle or deliberately ignore every kind of event, so it no longer compiles when a later version adds one.
 * An encoder that also implements {@link dev.aistreaming.chat.EventAdapter} ignores everything it does not override, and keeps
 * compiling.
 *
 * <p>If a method throws, whatever it has written is dropped, and the stream ends with the code {@code internal}.
 */
public interface StreamEncoder extends StreamEvent.Visitor {

    /** The stream has completed. */
    void complete(ChatResponse response);

    /** The stream has failed. Not called if the format {@linkplain StreamFormat#isEventStream cannot express} that. */
    void error(AiException error);
}
