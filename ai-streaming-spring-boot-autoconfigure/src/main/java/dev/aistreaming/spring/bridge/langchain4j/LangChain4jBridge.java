package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.Refusal;
import dev.aistreaming.spring.bridge.Bridge;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.Collection;

/**
 * Asks a {@link StreamingChatModel}. Supports the options {@code topK}, {@code frequencyPenalty} and {@code presencePenalty}, which
 * LangChain4j has for all models.
 */
public final class LangChain4jBridge implements Bridge<StreamingChatModel> {

    /** The name in configurations. */
    public static final String TYPE = "langchain4j";

    private final Collection<String> secrets;

    /** @param secrets keys that must not be shown */
    public LangChain4jBridge(Collection<String> secrets) {
        this.secrets = secrets;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Class<StreamingChatModel> beanType() {
        return StreamingChatModel.class;
    }

    @Override
    public boolean takesOptions() {
        return true;
    }

    @Override
    public PushSource source(StreamingChatModel bean, String provider, ChatRequest request) {
        var theirs = LangChain4jRequest.of(request, new Refusal(provider));
        Failures failures = new Failures(new ForeignErrors(provider, secrets));
        return answer -> {
            try {
                bean.chat(theirs, new AnswerHandler(answer, failures));
            } catch (RuntimeException e) {
                throw failures.of(e);
            }
        };
    }
}
