package dev.aistreaming.format;

import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import org.jspecify.annotations.Nullable;

/** What a front end has seen of a tool call. */
final class WrittenCall {

    /** Which call of its step it is; -1 if there were no deltas. */
    final int index;

    private final WrittenCalls calls;

    /** The provider's id. */
    private @Nullable String given;

    private @Nullable String name;
    private @Nullable String id;
    private @Nullable ToolCall whole;
    private boolean missedArguments;
    private boolean over;
    private boolean answered;

    /** Whether a piece of the arguments has been written. */
    boolean hasArguments;

    WrittenCall(WrittenCalls calls, int index, @Nullable String given, @Nullable String name) {
        this.calls = calls;
        this.index = index;
        named(given, name);
    }

    private void named(@Nullable String given, @Nullable String name) {
        this.given = this.given == null && given != null && !given.isBlank() ? given : this.given;
        this.name = this.name == null && name != null && !name.isBlank() ? name : this.name;
    }

    void goesOn(ToolCallDelta delta) {
        named(delta.id(), delta.name());
        missedArguments |= !isNamed() && !delta.arguments().isEmpty();
    }

    private boolean isNamed() {
        return given != null && name != null;
    }

    /** Whether enough is known to write its beginning; otherwise it waits until it is complete. */
    boolean canBegin() {
        return isNamed() && !missedArguments;
    }

    boolean hasBegun() {
        return id != null;
    }

    /** Assigns the id under which it is written. */
    void begin() {
        id = calls.newId(given);
    }

    /** The id under which it is written, or {@code null} before {@link #begin}. */
    @Nullable
    String id() {
        return id;
    }

    /** Empty if the model gave none. */
    String name() {
        return name == null ? "" : name;
    }

    boolean isWhole() {
        return whole != null;
    }

    void whole(ToolCall call) {
        named(call.id(), call.name());
        whole = call;
    }

    boolean was(ToolCall call) {
        return call.equals(whole);
    }

    /** If an answer has no ids for its calls, results are matched in order. */
    boolean is(String callId, String callName) {
        return callId.isBlank() ? given == null && name().equals(callName) : callId.equals(given);
    }

    /** Whether no more of its arguments can follow. */
    boolean isOver() {
        return over;
    }

    void over() {
        over = true;
    }

    boolean isAnswered() {
        return answered;
    }

    void answered(String callName) {
        named(null, callName);
        answered = true;
    }
}
