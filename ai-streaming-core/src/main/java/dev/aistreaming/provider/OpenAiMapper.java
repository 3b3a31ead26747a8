package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Maps the chunks of chat completions. */
final class OpenAiMapper implements EventMapper {

    private final UsageTally usage = new UsageTally();
    private final OpenAiChunk chunk = new OpenAiChunk();
    private final @Nullable String stateType;
    private @Nullable OpenAiState state;

    /** Keeps no state. */
    OpenAiMapper() {
        this(null);
    }

    /**
     * @param stateType the type of provider to which the reasoning of a turn with calls is sent back; {@code null} to keep none
     */
    OpenAiMapper(@Nullable String stateType) {
        this.stateType = stateType;
    }

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        chunk.read(json, answer.identified());
        if (chunk.isPartOfAnAnswer()) {
            answer.identify(chunk.id, chunk.model);
        }
        if (chunk.usage != null) {
            usage.merge(chunk.usage);
            answer.usage(usage.cachedInInput());
        }
        if (chunk.delta != null) {
            delta(json, chunk.delta, answer);
            keepState(json, chunk.delta, false, answer);
        }
        if (chunk.message != null) {
            message(chunk.message, answer);
            keepState(json, chunk.message, true, answer);
        }
        tellSources(json, answer);
        // an error takes precedence over a finish reason: OpenRouter sends both in one chunk
        if (chunk.isError()) {
            return Verdict.ERROR;
        }
        if (chunk.finishReason != null) {
            FinishReason reason = FinishReasons.meaning(chunk.finishReason);
            if (reason == null) {
                return Verdict.ERROR;
            }
            answer.finish(reason);
        }
        if (chunk.isPartOfAnAnswer()) {
            return Verdict.UNDERSTOOD;
        }
        return chunk.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
    }

    private void delta(JsonParser json, OpenAiDelta delta, Answer answer) {
        answer.reasoning(delta.reasoning);
        answer.content(delta.content);
        answer.refusal(delta.refusal());
        for (OpenAiDelta.ToolCallPart call : delta.toolCalls) {
            int ordinal = answer.toolCall(call.index, call.id, call.name, call.arguments);
            if (call.extra != null && stateType != null) {
                answer.keeps(json, call.extra.toString().length());
                state(stateType, answer).extra(ordinal, call.extra);
            }
        }
    }

    /**
     * Perplexity repeats everything so far next to each delta, others the whole text at the end, and some use this name for deltas.
     */
    private void message(OpenAiDelta message, Answer answer) {
        boolean mayBePiece = chunk.delta == null && !chunk.whole;
        answer.reasoning(answer.restOfReasoning(message.reasoning, mayBePiece));
        answer.content(answer.restOfContent(message.content, mayBePiece));
        answer.refusal(answer.restOfContent(message.refusal(), mayBePiece));
        for (OpenAiDelta.ToolCallPart call : message.toolCalls) {
            answer.wholeToolCall(call.id, call.name, call.arguments);
        }
    }

    private void keepState(JsonParser json, OpenAiDelta delta, boolean repeats, Answer answer) {
        if (stateType != null && delta.hasState()) {
            answer.keeps(json, state(stateType, answer).add(delta, repeats));
        }
    }

    private OpenAiState state(String type, Answer answer) {
        OpenAiState kept = state;
        if (kept == null) {
            kept = new OpenAiState(type, answer);
            state = kept;
            answer.wantsBack(kept);
        }
        return kept;
    }

    private void tellSources(JsonParser json, Answer answer) {
        tellAnnotations(json, chunk.delta, answer);
        tellAnnotations(json, chunk.message, answer);
        if (chunk.searches.any()) {
            chunk.searches.take().forEach(source -> answer.source(json, source));
        }
    }

    private static void tellAnnotations(JsonParser json, @Nullable OpenAiDelta part, Answer answer) {
        if (part != null && !part.annotations().isEmpty()) {
            part.annotations().forEach(annotation -> answer.source(json, Sources.ofAnnotation(annotation)));
        }
    }
}
