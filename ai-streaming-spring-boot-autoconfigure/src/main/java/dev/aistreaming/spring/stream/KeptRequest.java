package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.store.StreamHead;
import java.util.Map;

/**
 * What it takes to ask again, on any instance of the application.
 *
 * @param provider the name of the provider
 * @param head what the stream has begun with
 * @param ids what its format has to know of the front end
 */
record KeptRequest(String provider, ChatRequest request, StreamHead head, Map<String, String> ids) {}
