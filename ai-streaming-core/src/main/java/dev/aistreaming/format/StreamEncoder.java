package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;

/**
 * Writes one stream as Server-Sent Events. Not for several threads at a time. May wait for something, unless its format
 * {@linkplain StreamFormat#isNonBlocking says that it does not}.
 *
 * <p>What a call has written is dropped where it throws, and the stream ends with the code {@code internal}.
 */
public interface StreamEncoder extends StreamEvent.Visitor {

    /** The stream ends well. */
    void complete(ChatResponse response);

    /** The stream ends badly. */
    void error(AiException error);
}
