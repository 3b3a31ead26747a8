package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;

/** The wire protocol of a family of providers. Stateless. */
interface WireProtocol {

    /**
     * Writes the request in the provider's format.
     *
     * @param request complete, including the defaults from the settings
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request}, naming the field, for anything that the provider would
     *     reject or that cannot be expressed; nothing is left out except the state of other providers
     */
    HttpPost post(ChatRequest request, ProviderSettings settings);

    /** Creates the reader for the body of one answer, in the framing of this protocol, for a successful response. */
    ResponseBody newBody(BodyContext context);
}
