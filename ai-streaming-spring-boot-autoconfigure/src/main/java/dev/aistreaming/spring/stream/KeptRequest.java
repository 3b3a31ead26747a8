package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.store.StreamHead;
import java.util.Map;

/**
 * Everything that is needed to repeat a request on any instance of the application.
 *
 * @param provider the name of the provider
 * @param head the head of the stream
 * @param ids the front end's ids that the format needs
 */
record KeptRequest(String provider, ChatRequest request, StreamHead head, Map<String, String> ids) {}
