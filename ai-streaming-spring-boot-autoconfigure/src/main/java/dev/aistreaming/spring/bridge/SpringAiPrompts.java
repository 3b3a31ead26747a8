package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.provider.CallIds;
import dev.aistreaming.provider.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;

/** Translates a request for Spring AI, or names what cannot be translated. */
final class SpringAiPrompts {

    private final ChatRequest request;
    private final Refusal refusal;
    private final CallIds ids = new CallIds(CallIds.Form.ANY);

    SpringAiPrompts(String provider, ChatRequest request) {
        this.request = request;
        this.refusal = new Refusal(provider);
        check();
    }

    private void check() {
        String remedy = "set it in the options of the bean";
        if (request.seed() != null) {
            throw refusal.field("seed", remedy);
        }
        if (request.toolChoice() != null && request.toolChoice().kind() != ToolChoice.Kind.AUTO) {
            throw refusal.field("toolChoice", remedy);
        }
        if (request.parallelToolCalls() != null) {
            throw refusal.field("parallelToolCalls", remedy);
        }
        if (request.reasoning() != null) {
            throw refusal.field("reasoning", remedy);
        }
        if (request.cachePrompt() != null) {
            throw refusal.field("cachePrompt", remedy);
        }
        if (!request.options().isEmpty()) {
            throw refusal.field("options", "set them in the options of the bean");
        }
    }

    Refusal refusal() {
        return refusal;
    }

    List<org.springframework.ai.chat.messages.Message> messages() {
        List<org.springframework.ai.chat.messages.Message> messages = new ArrayList<>();
        if (request.system() != null) {
            messages.add(new SystemMessage(request.system()));
        }
        for (Message message : request.messages()) {
            messages.add(
                    switch (message.role()) {
                        case SYSTEM -> new SystemMessage(message.text());
                        case USER -> user(message);
                        case ASSISTANT -> assistant(message);
                        case TOOL -> results(message);
                    });
        }
        return messages;
    }

    private UserMessage user(Message message) {
        SpringAiContent content = new SpringAiContent(refusal, "message of the role user");
        message.parts().forEach(part -> part.accept(content));
        return UserMessage.builder().text(content.text()).media(content.media()).build();
    }

    private AssistantMessage assistant(Message message) {
        ids.beginTurn();
        List<AssistantMessage.ToolCall> calls = new ArrayList<>();
        SpringAiContent content = new SpringAiContent(refusal, "answer of the model") {
            @Override
            public @Nullable Void toolUse(Part.ToolUse part) {
                calls.add(new AssistantMessage.ToolCall(ids.of(part), "function", part.name(), part.arguments()));
                return null;
            }
        };
        message.parts().forEach(part -> part.accept(content));
        if (!content.media().isEmpty()) {
            throw refusal.part("media in an assistant's turn", "put it into a message of the role user");
        }
        return AssistantMessage.builder()
                .content(content.text())
                .toolCalls(calls)
                .build();
    }

    private ToolResponseMessage results(Message message) {
        List<ToolResponseMessage.ToolResponse> responses = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                SpringAiContent content = new SpringAiContent(refusal, "tool result");
                result.content().forEach(each -> each.accept(content));
                if (!content.media().isEmpty()) {
                    throw refusal.part("media in a tool result", "put it into a message of the role user");
                }
                String text = result.failed() ? "Error: " + content.text() : content.text();
                responses.add(new ToolResponseMessage.ToolResponse(ids.of(result), result.name(), text));
            }
        }
        return ToolResponseMessage.builder().responses(responses).build();
    }

    /** Whether the request sets something that {@link #addTo} adds. */
    boolean hasOptions() {
        return request.model() != null
                || request.temperature() != null
                || request.topP() != null
                || request.maxTokens() != null
                || !request.stop().isEmpty();
    }

    /** Settings that the request leaves out stay as the bean has them. */
    void addTo(ChatOptions.Builder<?> options) {
        if (request.model() != null) {
            options.model(request.model());
        }
        if (request.temperature() != null) {
            options.temperature(request.temperature());
        }
        if (request.topP() != null) {
            options.topP(request.topP());
        }
        if (request.maxTokens() != null) {
            options.maxTokens(request.maxTokens());
        }
        if (!request.stop().isEmpty()) {
            options.stopSequences(request.stop());
        }
    }
}
