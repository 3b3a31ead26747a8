package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in the protocol of a front end, which also determines the format of the answer. Jackson reads each implementation from
 * the request body, so that it can be used as an argument of a controller method.
 *
 * <p>The sender must not be trusted: a browser may have made up the whole conversation, including earlier answers.
 */
public interface FrontEndRequest {

    /**
     * Converts the request. Anything that has no counterpart in a {@link ChatRequest} is left out. A model named by the front end
     * is included if its protocol has a place for one.
     *
     * @throws AiException with {@code invalid_request}, naming the field, if something is invalid
     */
    ChatRequest toChatRequest();

    /** The name of the {@link StreamFormat} that the front end reads, such as {@code ai-sdk}. */
    String format();

    /** The front end's id of the conversation, or {@code null} if it gives none. */
    @Nullable
    String key();

    /** The {@link StreamInfo#ids() ids} of the stream, which the encoder of the answer needs. */
    Map<String, String> ids();

    /**
     * A value that the front end has sent in addition to its protocol, such as in the {@code body} of a transport.
     *
     * @return the text of that name, or a number or boolean as a text; {@code null} if there is none
     */
    @Nullable
    String setting(String name);
}
