package dev.aistreaming.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates an answer from its events, across all steps. This is the only place that holds an answer while it grows. What a
 * provider reports outside the events, or ahead of them, is recorded with {@link #identified}, {@link #used} and {@link #stopped}.
 * Not thread-safe.
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

    /** @param provider the name of the provider that is answering */
    public AnswerSoFar(String provider) {
        this.provider = provider;
    }

    /**
     * Records the response id and model, which a provider may send after the first event. Within a step, the first value counts.
     */
    public void identified(@Nullable String id, @Nullable String model) {
        this.id = this.id != null ? this.id : id;
        this.model = this.model != null ? this.model : model;
    }

    /** Records this step's token usage so far. Each report replaces the one before. */
    public void used(Usage usage) {
        this.usage = usage;
    }

    /** Records why the model stopped. More events may still follow. */
    public void stopped(FinishReason reason) {
        this.finishReason = reason;
    }

    /** Records provider state that has to be sent back with this turn. */
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

    /**
     * The position of the call or, if it is new, of its predecessor. Searches from the end because it is nearly always the last
     * one.
     */
    private int indexOf(int call) {
        int at = calls.size() - 1;
        while (at >= 0 && calls.get(at).index() > call) {
            at--;
        }
        return at;
    }

    /** Ignored: its deltas have already been recorded. */
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

    /** Ignored: the text of the object is already part of the content. */
    @Override
    public void objectReady(StreamEvent.ObjectReady event) {}

    /** Text carries over into the next step. Tool calls have been answered, and provider state belongs to the finished turn. */
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
        usageOfEarlierSteps = usageOfEarlierSteps.plus(usage); // it is billed all the same
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

    /** The provider's id for the response of this step. */
    public @Nullable String id() {
        return id;
    }

    /** The model that answers in this step. */
    public @Nullable String model() {
        return model;
    }

    /** The text so far: a live view that grows with the answer. */
    public CharSequence content() {
        return content;
    }

    /** The reasoning so far: a live view that grows with the answer. */
    public CharSequence reasoning() {
        return reasoning;
    }

    /**
     * The arguments of a tool call so far: a live view that grows with the answer.
     *
     * @param call index of a call that has begun in this step, starting at 0
     */
    public CharSequence arguments(int call) {
        return calls.get(indexOf(call)).arguments();
    }

    /** Why the model stopped, or {@code null} if that is not known yet. */
    public @Nullable FinishReason finishReason() {
        return finishReason;
    }

    /** The token usage of all steps so far, as far as it is known. */
    public Usage usage() {
        return usageOfEarlierSteps.plus(usage);
    }

    /** Whether nothing has arrived yet, apart from the response id and the model. */
    public boolean isEmpty() {
        return content.isEmpty()
                && reasoning.isEmpty()
                && calls.isEmpty()
                && finishReason == null
                && usage.equals(Usage.UNKNOWN);
    }

    /**
     * What has arrived so far, in the form of {@link AiException#partial()}: only complete tool calls are included.
     *
     * @return {@code null} if the answer has not begun
     */
    public @Nullable ChatResponse partial() {
        return isEmpty() && !started
                ? null
                : response(calls.stream()
                        .filter(CallSoFar::isWhole)
                        .map(CallSoFar::toToolCall)
                        .toList());
    }

    /** Everything that has arrived, as a complete answer. */
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

    /** Attaches what has arrived to the error, unless the error already carries a partial answer. */
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
