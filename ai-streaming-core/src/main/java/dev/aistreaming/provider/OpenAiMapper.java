package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Maps chunks of chat completions. Of several choices the first is the answer. */
final class OpenAiMapper implements EventMapper {

    private final UsageTally usage = new UsageTally();

    @Override
    public boolean map(JsonParser json, Answer answer) {
        OpenAiChunk chunk = OpenAiChunk.read(json, answer.identified());
        answer.identify(chunk.id, chunk.model);
        if (chunk.usage != null) {
            usage.merge(chunk.usage);
            answer.usage(usage.cachedInInput());
        }
        OpenAiDelta delta = chunk.delta;
        if (delta != null) {
            answer.reasoning(delta.reasoning());
            answer.content(delta.content);
            answer.refusal(delta.refusal);
            for (OpenAiDelta.ToolCallPart call : delta.toolCalls) {
                answer.toolCall(call.index, call.id, call.name, call.arguments);
            }
        }
        // an error counts before a finish reason: OpenRouter sends both in one chunk
        if (chunk.error) {
            return false;
        }
        if (chunk.finishReason != null) {
            return finish(chunk.finishReason, answer);
        }
        return true;
    }

    /** Returns whether the reason is one for which an answer ends well. */
    private static boolean finish(String reason, Answer answer) {
        @Nullable
        FinishReason known = switch (reason) {
            case "stop", "eos", "end_turn", "stop_sequence", "COMPLETE" -> FinishReason.STOP;
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call", "tool_use" -> FinishReason.TOOL_CALLS;
            case "content_filter", "refusal" -> FinishReason.CONTENT_FILTER;
            // Mistral's and OpenRouter's "error", DeepSeek's "insufficient_system_resource": the answer broke off
            case "error", "insufficient_system_resource" -> null;
            default -> FinishReason.OTHER;
        };
        if (known == null) {
            return false;
        }
        answer.finish(known);
        return true;
    }
}
