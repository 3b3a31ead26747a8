package dev.aistreaming.spring.bridge;

import dev.aistreaming.provider.PushedAnswer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Reads what Spring AI's models stream: pieces of text, whole tool calls, and metadata whose names depend on the model. */
final class SpringAiChunks {

    /** The names of OpenAI and DeepSeek, then of Ollama and Anthropic. */
    private static final String[] REASONING = {"reasoningContent", "thinking"};

    private final PushedAnswer answer;

    /** The arguments so far, by the ids of the calls. */
    private final Map<String, String> calls = new HashMap<>();

    private @Nullable String reason;

    SpringAiChunks(PushedAnswer answer) {
        this.answer = answer;
    }

    void read(ChatResponse chunk) {
        ChatResponseMetadata metadata = chunk.getMetadata();
        if (metadata != null) {
            answer.identified(orNull(metadata.getId()), orNull(metadata.getModel()));
            usage(metadata.getUsage());
        }
        for (Generation generation : chunk.getResults()) {
            read(generation);
        }
    }

    private void read(Generation generation) {
        AssistantMessage message = generation.getOutput();
        String told = generation.getMetadata() == null
                ? null
                : generation.getMetadata().getFinishReason();
        boolean thought = reasoning(message.getMetadata());
        String text = message.getText();
        if (text != null && !text.isEmpty()) {
            if (thought) {
                answer.reasoning(text);
            } else {
                answer.content(text);
            }
            reason = null; // belongs to an earlier step, which called tools
        }
        for (AssistantMessage.ToolCall call : message.getToolCalls()) {
            call(call);
        }
        if (isReason(told)) {
            reason = told;
        }
    }

    /** Returns whether the accompanying text is reasoning, too. */
    private boolean reasoning(@Nullable Map<String, Object> metadata) {
        boolean textIsThought = false;
        for (String name : REASONING) {
            Object value = metadata == null ? null : metadata.get(name);
            textIsThought |= Boolean.TRUE.equals(value);
            if (value instanceof String text) {
                answer.reasoning(text);
            }
        }
        return textIsThought;
    }

    /** Most calls arrive whole. One that arrives again either starts with what came before, or continues it. */
    private void call(AssistantMessage.ToolCall call) {
        String arguments = call.arguments() == null ? "" : call.arguments();
        if (call.id() == null || call.id().isEmpty()) {
            answer.toolCall(-1, null, call.name(), arguments);
            return;
        }
        String before = calls.get(call.id());
        String rest = before != null && arguments.startsWith(before) ? arguments.substring(before.length()) : arguments;
        calls.put(call.id(), before == null ? arguments : before + rest);
        answer.toolCall(-1, call.id(), call.name(), rest);
    }

    /** Models report a missing finish reason in many ways. */
    private static boolean isReason(@Nullable String told) {
        if (told == null || told.isBlank()) {
            return false;
        }
        String reason = told.toLowerCase(Locale.ROOT);
        return !reason.equals("null") && !reason.equals("_unknown") && !reason.equals("unknown");
    }

    /** A zero means that the number was not reported. */
    private void usage(@Nullable Usage usage) {
        if (usage == null || (count(usage.getPromptTokens()) == 0 && count(usage.getCompletionTokens()) == 0)) {
            return;
        }
        Integer read = integer(usage.getCacheReadInputTokens());
        Integer written = integer(usage.getCacheWriteInputTokens());
        answer.usage(new dev.aistreaming.chat.Usage(
                input(usage, count(read) + count(written)), usage.getCompletionTokens(), read, written, null));
    }

    /** Anthropic does not include cached tokens in the prompt's tokens. */
    private static @Nullable Integer input(Usage usage, int cached) {
        Integer prompt = usage.getPromptTokens();
        Object told = usage.getNativeUsage();
        boolean beside = told != null
                && told.getClass().getName().toLowerCase(Locale.ROOT).contains("anthropic");
        return prompt != null && (beside || cached > prompt) ? Integer.valueOf(prompt + cached) : prompt;
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static @Nullable Integer integer(@Nullable Long tokens) {
        return tokens == null ? null : Integer.valueOf(tokens.intValue());
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    void end() {
        if (reason != null) {
            answer.finished(reason);
        }
        answer.completed();
    }
}
