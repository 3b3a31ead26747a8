package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A provider for the tests of an application. It gives scripted answers without a network, and records the requests it receives.
 *
 * <pre>{@code
 * ScriptedProvider openai = ScriptedProvider.named("openai").answer("Hello", " world");
 * }</pre>
 *
 * <p>Declared as a bean, it replaces the configured provider with the same name. Retries, fallbacks, timeouts and limits apply
 * as usual.
 *
 * <p>Every call gets the same answer, unless {@link #then()} starts the script for the next one:
 *
 * <pre>{@code
 * provider.failWith(ErrorCode.OVERLOADED).then().answer("Hello"); // fails once, then works
 * }</pre>
 *
 * <p>A call without a script fails, so that a test cannot pass because it forgot to set up an answer. Changes apply to calls
 * that are started afterwards. Thread-safe.
 */
public final class ScriptedProvider implements ChatProvider {

    private static final String MODEL = "scripted";

    private final String name;
    private final Scripts scripts = new Scripts();
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();

    private ScriptedProvider(String name) {
        this.name = name;
    }

    /** Creates a provider without a scripted answer. Until there is one, calls fail with {@link ErrorCode#INTERNAL}. */
    public static ScriptedProvider named(String name) {
        return new ScriptedProvider(name);
    }

    /**
     * Creates a provider that answers like a recorded one.
     *
     * @param recording a file written by the recorder
     * @throws UncheckedIOException if it cannot be read, or if it is not a recording of a known version
     * @throws IllegalArgumentException if it cannot be replayed because it is incomplete
     */
    public static ReplayedProvider replay(Path recording) {
        try {
            return ReplayedProvider.of(Recording.read(recording));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with these pieces of text, each of which is written to the browser separately. Empty pieces are left out. */
    public ScriptedProvider answer(String... pieces) {
        List<String> texts = List.of(pieces);
        return edit(script -> script.withText(request -> texts).withEnd(new Script.Complete()));
    }

    /**
     * Answers with the text that the function returns for the request, in one piece. The function runs once per call, on the call's
     * thread. If it throws, the call fails: with the same exception if it is an {@link AiException}, and with {@link
     * ErrorCode#INTERNAL} for anything else, such as a failed assertion.
     */
    public ScriptedProvider answer(Function<ChatRequest, String> answer) {
        return edit(script ->
                script.withText(request -> List.of(answer.apply(request))).withEnd(new Script.Complete()));
    }

    /** Sends these pieces of reasoning before the answer. */
    public ScriptedProvider reasoning(String... pieces) {
        return edit(script -> script.withReasoning(List.of(pieces)));
    }

    /** Like {@link #toolCall(String, String, String)}, with a generated id: {@code call-1}, {@code call-2} and so on. */
    public ScriptedProvider toolCall(String name, String arguments) {
        return edit(script ->
                withToolCall(script, new ToolCall("call-" + (script.toolCalls().size() + 1), name, arguments)));
    }

    /**
     * Adds a tool call after the text, if there is any. Call this several times for several tool calls. The answer then ends with
     * {@link FinishReason#TOOL_CALLS}, unless {@link #finishReason} says otherwise.
     *
     * @param arguments a JSON object
     */
    public ScriptedProvider toolCall(String id, String name, String arguments) {
        return edit(script -> withToolCall(script, new ToolCall(id, name, arguments)));
    }

    private static Script withToolCall(Script script, ToolCall call) {
        List<ToolCall> calls = new ArrayList<>(script.toolCalls());
        calls.add(call);
        return script.withToolCalls(List.copyOf(calls)).withEnd(new Script.Complete());
    }

    /**
     * Starts a new script for the next call. What was set before applies to one call only. The last script is repeated for all
     * further calls.
     */
    public ScriptedProvider then() {
        scripts.add();
        return this;
    }

    /** Waits this long before each piece. By default there is no delay. */
    public ScriptedProvider pace(Duration pace) {
        return edit(script -> script.withPace(pace));
    }

    /** Reports this token usage. By default none is reported. */
    public ScriptedProvider usage(int inputTokens, int outputTokens) {
        return edit(script -> script.withUsage(new Usage(inputTokens, outputTokens, null, null, null)));
    }

    /** Ends the answer with this reason. The default is {@link FinishReason#STOP}. */
    public ScriptedProvider finishReason(FinishReason reason) {
        return edit(script -> script.withFinishReason(reason));
    }

    /** Fails before the first piece. */
    public ScriptedProvider failWith(ErrorCode code) {
        return failWith(AiException.of(code).provider(name).build());
    }

    /** Fails before the first piece. */
    public ScriptedProvider failWith(AiException error) {
        return failAfter(0, error);
    }

    /** Breaks off with {@link ErrorCode#TRUNCATED} after this many pieces of the answer. */
    public ScriptedProvider cutAfter(int pieces) {
        return failAfter(
                pieces, AiException.of(ErrorCode.TRUNCATED).provider(name).build());
    }

    /** Fails after this many pieces of the answer. */
    public ScriptedProvider failAfter(int pieces, AiException error) {
        return edit(script -> script.withEnd(new Script.Fail(pieces, error)));
    }

    /** Sends nothing until it is cancelled. */
    public ScriptedProvider stall() {
        return stallAfter(0);
    }

    /** Sends nothing more after this many pieces of the answer, until it is cancelled. */
    public ScriptedProvider stallAfter(int pieces) {
        return edit(script -> script.withEnd(new Script.Stall(pieces)));
    }

    private ScriptedProvider edit(UnaryOperator<Script> change) {
        scripts.edit(change);
        return this;
    }

    /** Clears all scripts and recorded requests, for the next test of a shared application. */
    public ScriptedProvider reset() {
        scripts.clear();
        requests.clear();
        cancelled.set(0);
        return this;
    }

    /** The requests received so far, in order. Each attempt counts. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many calls were cancelled before they had ended, for example because the client disconnected. */
    public int cancelledCalls() {
        return cancelled.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        String model = request.model();
        return new ScriptedCall(
                name, model == null ? MODEL : model, request, () -> begin(request), cancelled::incrementAndGet);
    }

    /** Does both atomically, so that the position of a request matches that of its answer. */
    private synchronized Script begin(ChatRequest request) {
        requests.add(request);
        return scripts.next();
    }

    @Override
    public String toString() {
        return "scripted provider '" + name + "'";
    }
}
