package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a front end has sent in the words of its own protocol, and how it wants its answer. Jackson reads each kind from the body of
 * the request, so that a controller takes it as its argument.
 *
 * <p>Who sends it is not to be trusted: a browser may have written the whole conversation, earlier answers included.
 */
public interface FrontEndRequest {

    /**
     * The conversation and its settings. What the protocol has and a {@link ChatRequest} has not is left out; a model that the front
     * end names is not, where its protocol has a place for one.
     *
     * @throws AiException with {@code invalid_request} for what makes no sense, naming the field
     */
    ChatRequest toChatRequest();

    /** The name of the {@link StreamFormat} that the front end reads, such as {@code ai-sdk}. */
    String format();

    /** What the front end calls the conversation; {@code null} where it does not say. */
    @Nullable
    String key();

    /** What the encoder of the answer has to know: the {@link StreamInfo#ids() ids} of its stream. */
    Map<String, String> ids();

    /**
     * What the front end has sent beside its protocol's own, such as the {@code body} of a transport.
     *
     * @return the text of that name, or a number or truth value as a text; {@code null} where there is none
     */
    @Nullable
    String setting(String name);
}
