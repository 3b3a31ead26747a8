package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider for the tests of an application: answers as told, without a network, and remembers what it was asked.
 *
 * <pre>{@code
 * ScriptedProvider openai = ScriptedProvider.named("openai").answer("Hello", " world");
 * }</pre>
 *
 * <p>As a bean it takes the place of the configured provider of its name; retry, fallback, timeouts and limits apply to it as
 * to any other. Each method changes what the calls made from then on get. Safe for use by many threads.
 */
public final class ScriptedProvider implements ChatProvider {

    private static final String MODEL = "scripted";

    private final String name;
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Script script = Script.EMPTY;

    private ScriptedProvider(String name) {
        this.name = name;
    }

    /** A provider that answers nothing yet: an empty text, at once. */
    public static ScriptedProvider named(String name) {
        return new ScriptedProvider(name);
    }

    /** Answers with these pieces of text, each written to the browser on its own; empty ones are left out. */
    public synchronized ScriptedProvider answer(String... pieces) {
        List<StreamEvent> events = pieces(pieces, StreamEvent.Content::new);
        script = script.withContent(events).withEnd(new Script.Complete());
        return this;
    }

    /** Shows these pieces of reasoning before the answer. */
    public synchronized ScriptedProvider reasoning(String... pieces) {
        script = script.withReasoning(pieces(pieces, StreamEvent.Reasoning::new));
        return this;
    }

    private static List<StreamEvent> pieces(String[] texts, Function<String, StreamEvent> kind) {
        return List.of(texts).stream().filter(text -> !text.isEmpty()).map(kind).toList();
    }

    /** Waits so long before each piece. By default not at all. */
    public synchronized ScriptedProvider pace(Duration pace) {
        script = script.withPace(pace);
        return this;
    }

    /** Reports these tokens. By default none. */
    public synchronized ScriptedProvider usage(int inputTokens, int outputTokens) {
        script = script.withUsage(new Usage(inputTokens, outputTokens, null, null, null));
        return this;
    }

    /** Gives this reason at the end of the answer. By default {@link FinishReason#STOP}. */
    public synchronized ScriptedProvider finishReason(FinishReason reason) {
        script = script.withFinishReason(reason);
        return this;
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
    public synchronized ScriptedProvider failAfter(int pieces, AiException error) {
        script = script.withEnd(new Script.Fail(pieces, error));
        return this;
    }

    /** Says nothing, until it is cancelled. */
    public ScriptedProvider stall() {
        return stallAfter(0);
    }

    /** Says nothing more after so many pieces of the answer, until it is cancelled. */
    public synchronized ScriptedProvider stallAfter(int pieces) {
        script = script.withEnd(new Script.Stall(pieces));
        return this;
    }

    /** Forgets what it was told and what it was asked: for the next test of an application that several share. */
    public synchronized ScriptedProvider reset() {
        script = Script.EMPTY;
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
                name, model == null ? MODEL : model, script, () -> requests.add(request), cancelled::incrementAndGet);
    }

    @Override
    public String toString() {
        return "scripted provider '" + name + "'";
    }
}
