package dev.aistreaming.spring.bridge.openaijava;

import com.openai.client.OpenAIClient;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.spring.bridge.Bridge;

/**
 * Asks an {@link OpenAIClient} through its asynchronous side.
 *
 * @param async the bridge for that side
 */
public record OpenAiJavaSyncBridge(OpenAiJavaBridge async) implements Bridge<OpenAIClient> {

    @Override
    public String type() {
        return async.type();
    }

    @Override
    public Class<OpenAIClient> beanType() {
        return OpenAIClient.class;
    }

    @Override
    public boolean takesOptions() {
        return async.takesOptions();
    }

    @Override
    public PushSource source(OpenAIClient bean, String provider, ChatRequest request) {
        return async.source(bean.async(), provider, request);
    }
}
