package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;

/** How one family of providers is spoken to. Without state. */
interface WireProtocol {

    /**
     * The request in the provider's words.
     *
     * @param request complete: the settings' defaults are in it
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request}, naming the field, for what it would refuse
     */
    HttpPost post(ChatRequest request, ProviderSettings settings);

    /** A mapper for one answer. */
    EventMapper newMapper();
}
