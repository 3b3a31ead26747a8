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
 * A provider for the tests of an application: it answers as told, without a network, and remembers what it was asked.
 *
 * <pre>{@code
 * ScriptedProvider openai = ScriptedProvider.named("openai").answer("Hello", " world");
 * }</pre>
 *
 * <p>As a bean it takes the place of the configured provider of its name; retry, fallback, timeouts and limits apply to it as
 * to any other.
 *
 * <p>Every call gets the same answer, unless {@link #then()} tells what the next one gets:
 *
 * <pre>{@code
 * provider.failWith(ErrorCode.OVERLOADED).then().answer("Hello"); // fails once, then works
 * }</pre>
 *
 * <p>A call for which nothing is scripted fails, so that a test that forgot to say what it expects does not pass. Each method
 * changes what the calls started from then on get. Safe for use by many threads.
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

    /** A provider for which no answer is scripted yet: a call fails with {@link ErrorCode#INTERNAL}. */
    public static ScriptedProvider named(String name) {
        return new ScriptedProvider(name);
    }

    /**
     * A provider that answers as a recorded one did.
     *
     * @param recording a file of the recorder's
     * @throws UncheckedIOException if it cannot be read, or is no recording of a version that is known
     * @throws IllegalArgumentException if it cannot be replayed, since it has not all that came
     */
    public static ReplayedProvider replay(Path recording) {
        try {
            return ReplayedProvider.of(Recording.read(recording));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with these pieces of text, each written to the browser on its own; empty ones are left out. */
    public ScriptedProvider answer(String... pieces) {
        List<String> texts = List.of(pieces);
        return edit(script -> script.withText(request -> texts).withEnd(new Script.Complete()));
    }

    /**
     * Answers with the text that the function makes of the request, in one piece. It is called once per call, on the call's
     * thread. What it throws is how the call fails: an {@link AiException} as it is, anything else, such as a failed
     * assertion, as {@link ErrorCode#INTERNAL}.
     */
    public ScriptedProvider answer(Function<ChatRequest, String> answer) {
        return edit(script ->
                script.withText(request -> List.of(answer.apply(request))).withEnd(new Script.Complete()));
    }

    /** Shows these pieces of reasoning before the answer. */
    public ScriptedProvider reasoning(String... pieces) {
        return edit(script -> script.withReasoning(List.of(pieces)));
    }

    /** As {@link #toolCall(String, String, String)}, with an id made up here: {@code call-1}, {@code call-2} and so on. */
    public ScriptedProvider toolCall(String name, String arguments) {
        return edit(script ->
                withToolCall(script, new ToolCall("call-" + (script.toolCalls().size() + 1), name, arguments)));
    }

    /**
     * Asks for a tool after the text, if there is any; several times for several tools. The answer then ends with
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
     * What follows is for the next call, from scratch; what came before is for one call only. The last answer is given to all
     * further calls.
     */
    public ScriptedProvider then() {
        scripts.add();
        return this;
    }

    /** Waits so long before each piece. By default not at all. */
    public ScriptedProvider pace(Duration pace) {
        return edit(script -> script.withPace(pace));
    }

    /** Reports these tokens. By default none. */
    public ScriptedProvider usage(int inputTokens, int outputTokens) {
        return edit(script -> script.withUsage(new Usage(inputTokens, outputTokens, null, null, null)));
    }

    /** Gives this reason at the end of the answer. By default {@link FinishReason#STOP}. */
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

    /** Breaks off with {@link ErrorCode#TRUNCATED} after so many pieces of the answer. */
    public ScriptedProvider cutAfter(int pieces) {
        return failAfter(
                pieces, AiException.of(ErrorCode.TRUNCATED).provider(name).build());
    }

    /** Fails after so many pieces of the answer. */
    public ScriptedProvider failAfter(int pieces, AiException error) {
        return edit(script -> script.withEnd(new Script.Fail(pieces, error)));
    }

    /** Says nothing, until it is cancelled. */
    public ScriptedProvider stall() {
        return stallAfter(0);
    }

    /** Says nothing more after so many pieces of the answer, until it is cancelled. */
    public ScriptedProvider stallAfter(int pieces) {
        return edit(script -> script.withEnd(new Script.Stall(pieces)));
    }

    private ScriptedProvider edit(UnaryOperator<Script> change) {
        scripts.edit(change);
        return this;
    }

    /** Forgets what it was told and what it was asked: for the next test of an application that several share. */
    public ScriptedProvider reset() {
        scripts.clear();
        requests.clear();
        cancelled.set(0);
        return this;
    }

    /** What it was asked, in this order; each attempt counts. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many calls were cancelled before they had ended, such as by a browser that left. */
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

    /** Both at once, so that the request with a number is the one that got the answer with that number. */
    private synchronized Script begin(ChatRequest request) {
        requests.add(request);
        return scripts.next();
    }

    @Override
    public String toString() {
        return "scripted provider '" + name + "'";
    }
}
