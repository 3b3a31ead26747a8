package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.CallChain;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plan of an answer in which tools are run: each answer of the model that contains calls is followed by a {@link ToolRun} and
 * another call to the model. Its state changes only when a call has ended, so that a cancellation between two calls sees a
 * consistent state.
 */
final class ToolSteps implements CallChain.Plan {

    private final ChatProvider provider;
    private final ChatRequest request;
    private final IntFunction<ToolRunner> runners;
    private final int maxSteps;
    private final Conversation conversation = new Conversation();
    private int step = 1;
    private boolean announced;
    private @Nullable ToolRun run;
    private @Nullable ChatResponse added;
    private boolean over;

    /**
     * Creates the plan.
     *
     * @param request the request of the first step
     * @param runners supplies the runner for each step, starting at 1
     */
    ToolSteps(ChatProvider provider, ChatRequest request, IntFunction<ToolRunner> runners, int maxSteps) {
        this.provider = provider;
        this.request = request;
        this.runners = runners;
        this.maxSteps = maxSteps;
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
    public @Nullable Supplier<CallChain.@Nullable Next> afterAnswer(ChatResponse response) {
        ToolRun ran = run;
        if (ran != null) {
            return afterRun(ran);
        }
        if (response.toolCalls().isEmpty()) {
            over = true;
            return null;
        }
        ToolRun next = new ToolRun(response, runners.apply(step), announced, mayGoOn(response));
        run = next;
        return () -> new CallChain.Next(null, () -> next);
    }

    /** A step that was cut off or stopped by a filter may contain calls that the model did not intend. */
    private boolean mayGoOn(ChatResponse response) {
        FinishReason reason = response.finishReason();
        return step < maxSteps && reason != FinishReason.LENGTH && reason != FinishReason.CONTENT_FILTER;
    }

    private @Nullable Supplier<CallChain.@Nullable Next> afterRun(ToolRun ran) {
        if (!ran.goesOn()) {
            over = true;
            return null;
        }
        conversation.add(ran.step(), ran.results());
        added = ran.step();
        run = null;
        announced = false;
        step++;
        ChatRequest next = next();
        return () -> new CallChain.Next(null, () -> provider.newCall(next));
    }

    private ChatRequest next() {
        return request(
                step == maxSteps
                        ? request.toBuilder().withoutTools()
                        : request.toBuilder().toolChoice(freed(request)));
    }

    private ChatRequest request(ChatRequest.Builder builder) {
        return builder.messages(conversation.messages()).build();
    }

    /** A tool choice applies to the first step only, because it has been fulfilled. */
    private static @Nullable ToolChoice freed(ChatRequest request) {
        ToolChoice choice = request.toolChoice();
        boolean forced =
                choice != null && (choice.kind() == ToolChoice.Kind.REQUIRED || choice.kind() == ToolChoice.Kind.NAMED);
        return forced ? ToolChoice.AUTO : choice;
    }

    /** The provider itself reports complete calls. */
    void announced() {
        announced = true;
    }

    boolean isFirst() {
        return step == 1;
    }

    /** Whether the ending answer is the complete one. */
    boolean isOver() {
        return over;
    }

    /** The token usage of the steps before this one. */
    Usage usage() {
        return conversation.usage();
    }

    ChatResponse whole(ChatResponse response) {
        ToolRun ran = run;
        if (ran == null && isFirst()) {
            return response;
        }
        return ran == null
                ? conversation.with(response, List.of(), List.of(), response.finishReason())
                : conversation.with(ran.step(), ran.results(), ran.waiting(), ran.finishReason());
    }

    /** @param ofStep what the ending step has delivered */
    @SuppressWarnings("ReferenceEquality") // a step may say the same as the one before
    @Nullable
    ChatResponse partial(@Nullable ChatResponse ofStep) {
        ToolRun ran = run;
        if (ran != null) {
            return conversation.with(ran.step(), ran.resultsOfAll(), List.of(), FinishReason.OTHER);
        }
        if (ofStep == null || ofStep == added) {
            return conversation.soFar();
        }
        return conversation.with(
                ofStep,
                ofStep.toolCalls().stream().map(Results::notRun).toList(),
                ofStep.toolCalls(),
                ofStep.finishReason());
    }
}
