package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.provider.CallIds;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** Translates a conversation for LangChain4j, with one message per tool result. */
final class Conversation {

    private final Refusal refusal;
    private final Contents contents;
    private final CallIds ids = new CallIds(CallIds.Form.ANY);
    private final List<ChatMessage> messages = new ArrayList<>();

    private Conversation(Refusal refusal) {
        this.refusal = refusal;
        this.contents = new Contents(refusal);
    }

    static List<ChatMessage> of(ChatRequest request, Refusal refusal) {
        Conversation all = new Conversation(refusal);
        if (request.system() != null) {
            all.messages.add(SystemMessage.from(request.system()));
        }
        request.messages().forEach(all::add);
        return all.messages;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM -> messages.add(SystemMessage.from(message.text()));
            case USER -> messages.add(UserMessage.from(contents.of(message.parts(), message.text())));
            case ASSISTANT -> {
                AiMessage turn = AiTurn.of(message, ids, refusal);
                if (turn != null) {
                    messages.add(turn);
                }
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        messages.add(result(result));
                    }
                }
            }
        }
    }

    /** Some models have no flag for a failed tool, so the text says it, too. */
    private ToolExecutionResultMessage result(Part.ToolResult result) {
        String text = result.text();
        if (result.failed()) {
            text = text.isEmpty() ? "Error: the tool failed" : "Error: " + text;
        }
        return ToolExecutionResultMessage.builder()
                .id(ids.of(result))
                .toolName(result.name())
                .contents(contents.of(result.content(), text))
                .isError(result.failed() ? Boolean.TRUE : null)
                .build();
    }
}
