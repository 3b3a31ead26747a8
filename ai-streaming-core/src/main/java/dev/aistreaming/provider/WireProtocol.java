package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;

/** How one family of providers is spoken to. Without state. */
interface WireProtocol {

    /**
     * The request in the provider's words.
     *
     * @param request complete: the settings' defaults are in it
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request}, naming the field, for what it would refuse and
     *     for what this cannot write; nothing but other providers' state is left out
     */
    HttpPost post(ChatRequest request, ProviderSettings settings);

    /** What reads the body of one answer, in the framing that this protocol has, for a status that is a success. */
    ResponseBody newBody(BodyContext context);
}
