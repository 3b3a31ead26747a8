package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.CallChain;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Checks complete answers and, where possible, repeats the call if one is malformed. The end of each answer is held back until it
 * is checked.
 */
final class AnswerCheck<T> implements CallChain.Plan {

    private static final Logger log = LoggerFactory.getLogger(AnswerCheck.class);

    private final Expectation<T> expectation;
    private final Supplier<ChatCall> again;
    private final int maxAttempts;
    private volatile int attempts = 1;
    private volatile Usage wasted = Usage.UNKNOWN;
    private volatile @Nullable ChatResponse lastWasted;
    private volatile @Nullable AiException fault;
    private volatile @Nullable String object;
    private volatile boolean over;

    /** @param again makes the same call again */
    AnswerCheck(Expectation<T> expectation, Supplier<ChatCall> again, int maxAttempts) {
        this.expectation = expectation;
        this.again = again;
        this.maxAttempts = maxAttempts;
    }

    /** Why the answer is not as expected, or {@code null}. */
    @Nullable
    AiException fault() {
        return fault;
    }

    /** The object as JSON, or {@code null} if there is none. */
    @Nullable
    String object() {
        return object;
    }

    /** Whether the last answer has been checked. */
    boolean isOver() {
        return over;
    }

    /** The number of the current attempt, starting at 1. */
    int attempt() {
        return attempts;
    }

    /** The tokens of answers that were discarded. */
    Usage wasted() {
        return wasted;
    }

    /** Returns an answer, or what had arrived of it, with the token usage of all attempts. */
    @SuppressWarnings("ReferenceEquality") // an attempt may say the same as the one before
    ChatResponse withUsageOfAll(ChatResponse answer) {
        Usage before = wasted;
        if (!before.known()) {
            return answer;
        }
        return answer.withUsage(answer == lastWasted ? before : before.plus(answer.usage()));
    }

    @Override
    public boolean holdsBack(StreamEvent event) {
        return event instanceof StreamEvent.Finished;
    }

    @Override
    public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
        return null;
    }

    @Override
    public Supplier<CallChain.@Nullable Next> afterAnswer(ChatResponse response) {
        return () -> check(response);
    }

    private CallChain.@Nullable Next check(ChatResponse response) {
        try {
            read(response);
        } catch (AiException e) {
            if (isAskedAgain(e, response)) {
                int next = attempts + 1;
                log.debug("Attempt {} after: {}", next, e.getMessage());
                lastWasted = response;
                wasted = wasted.plus(response.usage());
                attempts = next;
                return new CallChain.Next(null, again);
            }
            fault = e;
        }
        over = true;
        return null;
    }

    private void read(ChatResponse response) {
        FinishReason reason = response.finishReason();
        if (reason == FinishReason.LENGTH) {
            throw AiException.of(ErrorCode.TRUNCATED)
                    .provider(response.provider())
                    .userMessage("The AI model's answer exceeds the maximum length.")
                    .providerMessage("finish reason length: the expected object was cut off")
                    .retryable(false)
                    .build();
        }
        if (reason == FinishReason.CONTENT_FILTER) {
            throw AiException.of(ErrorCode.CONTENT_FILTERED)
                    .provider(response.provider())
                    .userMessage("The AI model declined to answer.")
                    .build();
        }
        if (reason == FinishReason.TOOL_CALLS && !response.toolCalls().isEmpty()) {
            return; // the answer continues with results from somebody else
        }
        JsonNode document = expectation.type().checked(text(response));
        T bound = expectation.type().bound(document);
        object = document.toString();
        expectation.onObject().accept(bound);
    }

    /** The text of the last step only: before that, a model may have announced what it is going to do. */
    private static String text(ChatResponse response) {
        List<Message> steps = response.steps();
        return steps.isEmpty()
                ? response.content()
                : steps.get(steps.size() - 1).text();
    }

    /** Tools would run again. */
    private boolean isAskedAgain(AiException error, ChatResponse response) {
        return error.code() == ErrorCode.MALFORMED_RESPONSE
                && !expectation.shown()
                && response.steps().isEmpty()
                && attempts < maxAttempts;
    }
}
