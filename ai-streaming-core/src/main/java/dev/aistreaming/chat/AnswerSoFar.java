package dev.aistreaming.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer from its events, step after step: the one place where an answer is held while it grows. What its provider
 * tells beside the events, or before them, is told by {@link #identified}, {@link #used} and {@link #stopped}. Not for several
 * threads at a time.
 */
public final class AnswerSoFar implements StreamEvent.Visitor {

    private final String provider;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<CallSoFar> calls = new ArrayList<>();
    private final List<Part.ProviderState> providerState = new ArrayList<>(0);
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable FinishReason finishReason;
    private Usage usage = Usage.UNKNOWN;
    private Usage usageOfEarlierSteps = Usage.UNKNOWN;
    private int contentOfEarlierSteps;
    private int reasoningOfEarlierSteps;
    private boolean started;

    /** @param provider the name of the provider that answers */
    public AnswerSoFar(String provider) {
        this.provider = provider;
    }

    /** The provider has said who answers, which may be after the beginning. What a step has said first counts. */
    public void identified(@Nullable String id, @Nullable String model) {
        this.id = this.id != null ? this.id : id;
        this.model = this.model != null ? this.model : model;
    }

    /** The provider has told the tokens of this step, all so far. */
    public void used(Usage usage) {
        this.usage = usage;
    }

    /** The provider has told why the model stops; more may come all the same. */
    public void stopped(FinishReason reason) {
        this.finishReason = reason;
    }

    /** The provider wants this back with the turn. */
    public void wantsBack(Part.ProviderState state) {
        providerState.add(state);
    }

    @Override
    public void started(StreamEvent.Started event) {
        started = true;
        identified(event.id(), event.model());
    }

    @Override
    public void content(StreamEvent.Content event) {
        content.append(event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        reasoning.append(event.text());
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        int at = indexOf(event.index());
        if (at < 0 || calls.get(at).index() != event.index()) {
            calls.add(++at, new CallSoFar(event.index()));
        }
        calls.get(at).append(event);
    }

    /** Where a call stands, or the one before it; it mostly is the last. */
    private int indexOf(int call) {
        int at = calls.size() - 1;
        while (at >= 0 && calls.get(at).index() > call) {
            at--;
        }
        return at;
    }

    /** Its deltas have told it. */
    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {}

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {}

    @Override
    public void data(StreamEvent.Data event) {}

    /** Its text is the answer. */
    @Override
    public void objectReady(StreamEvent.ObjectReady event) {}

    /** Text goes on in the next step; calls have been answered, and state belongs to the turn that is over. */
    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        contentOfEarlierSteps = content.length();
        reasoningOfEarlierSteps = reasoning.length();
        usageOfEarlierSteps = usageOfEarlierSteps.plus(event.usage());
        beginStep();
    }

    @Override
    public void reset(StreamEvent.Reset event) {
        content.setLength(contentOfEarlierSteps);
        reasoning.setLength(reasoningOfEarlierSteps);
        usageOfEarlierSteps = usageOfEarlierSteps.plus(usage); // it was paid for
        beginStep();
    }

    private void beginStep() {
        calls.clear();
        providerState.clear();
        id = null;
        model = null;
        finishReason = null;
        usage = Usage.UNKNOWN;
    }

    @Override
    public void finished(StreamEvent.Finished event) {
        finishReason = event.reason();
        usage = event.usage();
        usageOfEarlierSteps = Usage.UNKNOWN;
    }

    /** The provider's id of this step. */
    public @Nullable String id() {
        return id;
    }

    /** The model that answers in this step. */
    public @Nullable String model() {
        return model;
    }

    /** The text; grows with the answer. */
    public CharSequence content() {
        return content;
    }

    /** The reasoning; grows with the answer. */
    public CharSequence reasoning() {
        return reasoning;
    }

    /**
     * The arguments of a call; grow with the answer.
     *
     * @param call which call of this step, from 0; it has begun
     */
    public CharSequence arguments(int call) {
        return calls.get(indexOf(call)).arguments();
    }

    /** Why the model stops, as far as that is known. */
    public @Nullable FinishReason finishReason() {
        return finishReason;
    }

    /** The tokens of all steps so far, as far as they are known. */
    public Usage usage() {
        return usageOfEarlierSteps.plus(usage);
    }

    /** Whether nothing at all has come but, at most, who answers. */
    public boolean isEmpty() {
        return content.isEmpty()
                && reasoning.isEmpty()
                && calls.isEmpty()
                && finishReason == null
                && usage.equals(Usage.UNKNOWN);
    }

    /**
     * What has arrived, as {@link AiException#partial()} tells it: tool calls only where nothing of them is missing.
     *
     * @return {@code null} where the answer has not begun
     */
    public @Nullable ChatResponse partial() {
        return isEmpty() && !started
                ? null
                : response(calls.stream()
                        .filter(CallSoFar::isWhole)
                        .map(CallSoFar::toToolCall)
                        .toList());
    }

    /** What has arrived, as an answer that is whole. */
    public ChatResponse toResponse() {
        return response(calls.stream().map(CallSoFar::toToolCall).toList());
    }

    private ChatResponse response(List<ToolCall> calls) {
        return new ChatResponse(
                id,
                provider,
                model,
                content.toString(),
                reasoning.toString(),
                calls,
                finishReason == null ? FinishReason.OTHER : finishReason,
                usage(),
                providerState);
    }

    /** The error with what has arrived, unless it tells that already. */
    public AiException addTo(AiException error) {
        return error.partial() == null ? error.withPartial(partial(), unfinishedCharacters()) : error;
    }

    private int unfinishedCharacters() {
        int characters = 0;
        for (CallSoFar call : calls) {
            characters += call.isWhole() ? 0 : call.arguments().length();
        }
        return characters;
    }
}
