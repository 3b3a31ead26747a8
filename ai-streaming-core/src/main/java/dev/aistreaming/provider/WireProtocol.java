package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Role;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** A message of text, as all of them write it: the role first, in every run. */
    static Map<String, String> message(Role role, String text) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("role", role.wireName());
        message.put("content", text);
        return message;
    }
}
