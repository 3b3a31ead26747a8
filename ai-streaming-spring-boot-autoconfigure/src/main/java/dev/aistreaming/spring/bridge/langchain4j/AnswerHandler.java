package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.PushedAnswer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles LangChain4j's callbacks. Its cancellation handle comes with pieces of the answer only, so a call that is cancelled before the
 * first piece is closed with that piece.
 *
 * <p>LangChain4j reports a body that was cut off as complete, but without a finish reason.
 */
final class AnswerHandler implements StreamingChatResponseHandler {

    private final PushedAnswer answer;
    private final Failures failures;

    /** The calls that have arrived, by their numbers. The callbacks of an answer are sequential. */
    private final BitSet calls = new BitSet();

    private boolean attached;

    AnswerHandler(PushedAnswer answer, Failures failures) {
        this.answer = answer;
        this.failures = failures;
    }

    @Override
    public void onPartialResponse(String text) {
        answer.content(text);
        answer.flush();
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        attach(context.streamingHandle());
        onPartialResponse(text.text());
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        answer.reasoning(thinking.text());
        answer.flush();
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        attach(context.streamingHandle());
        onPartialThinking(thinking);
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        calls.set(piece.index());
        answer.toolCall(piece.index(), piece.id(), piece.name(), piece.partialArguments());
        answer.flush();
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
        attach(context.streamingHandle());
        onPartialToolCall(piece);
    }

    /** Most calls have arrived in pieces before. Some models know whole calls only, and some send no piece for a call without arguments. */
    @Override
    public void onCompleteToolCall(CompleteToolCall whole) {
        if (!calls.get(whole.index())) {
            calls.set(whole.index());
            ToolExecutionRequest call = whole.toolExecutionRequest();
            answer.toolCall(whole.index(), call.id(), call.name(), call.arguments());
            answer.flush();
        }
    }

    private void attach(StreamingHandle handle) {
        if (!attached) {
            attached = true;
            answer.attached(new PushSource.Handle() {
                @Override
                public void cancel() {
                    handle.cancel();
                }

                @Override
                public boolean cancelMayWait() {
                    return true; // some clients close a response by reading it to its end
                }
            });
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        AiMessage message = response.aiMessage();
        answer.identified(response.id(), response.modelName());
        answer.reasoningSoFar(message.thinking());
        answer.contentSoFar(message.text());
        List<ToolExecutionRequest> whole = message.toolExecutionRequests();
        if (whole.size() > calls.cardinality()) {
            whole.forEach(call -> answer.wholeToolCall(call.id(), call.name(), call.arguments()));
        }
        Part.ProviderState kept = KeptTurn.of(message);
        if (kept != null) {
            answer.wantsBack(kept);
        }
        answer.usage(usage(response.tokenUsage()));
        if (response.finishReason() != null) {
            answer.finished(reason(response.finishReason()));
        }
        answer.completed();
    }

    private static Usage usage(@Nullable TokenUsage tokens) {
        return tokens == null
                ? Usage.UNKNOWN
                : new Usage(tokens.inputTokenCount(), tokens.outputTokenCount(), null, null, null);
    }

    private static FinishReason reason(dev.langchain4j.model.output.FinishReason theirs) {
        return switch (theirs) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_EXECUTION -> FinishReason.TOOL_CALLS;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case OTHER -> FinishReason.OTHER;
        };
    }

    @Override
    public void onError(Throwable error) {
        answer.failed(failures.of(error));
    }
}
