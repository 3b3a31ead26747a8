package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;

/**
 * Writes one stream, as Server-Sent Events unless its format says otherwise. Not for several threads at a time. May wait for something, unless its format
 * {@linkplain StreamFormat#isNonBlocking says that it does not}.
 *
 * <p>Every kind of event is to be written or deliberately passed over, which is why a kind that comes with a later version breaks
 * the build of an encoder. One that also implements {@link dev.aistreaming.chat.EventAdapter} passes over what it does not
 * override, and compiles on.
 *
 * <p>What a call has written is dropped where it throws, and the stream ends with the code {@code internal}.
 */
public interface StreamEncoder extends StreamEvent.Visitor {

    /** The stream ends well. */
    void complete(ChatResponse response);

    /** The stream ends badly. Not called where the format {@linkplain StreamFormat#isEventStream has no words} for that. */
    void error(AiException error);
}
