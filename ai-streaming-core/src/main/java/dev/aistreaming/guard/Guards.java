package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The guards of an application, in order of precedence: if two of them find the same range, the first one decides what happens to
 * it, unless one of them ends the answer.
 *
 * <pre>{@code
 * Guards guards = Guards.of(
 *         GuardRule.emails("emails").replacedBy("[e-mail]"),
 *         GuardRule.literals("internal", List.of("Project Bluebird")).ending());
 * ChatProvider guarded = Pipeline.of(openAi, threads)
 *         .retry(RetryPolicy.DEFAULTS)
 *         .loop(model -> guards.around(model, inside -> new ToolLoopProvider(inside, ToolLimits.DEFAULTS, threads)))
 *         .build();
 * }</pre>
 *
 * <p>When a text streams, only what may still become a finding is held back.
 */
public final class Guards {

    private final List<Guard> all;
    private final Map<Guard.Place, List<Guard>> byPlace = new EnumMap<>(Guard.Place.class);
    private final List<GuardObserver> observers;
    private final @Nullable Pauses pauses;

    /** When guards are asked again, and what measures the time. */
    private record Pauses(Duration maxHold, Threads threads) {}

    private Guards(Collection<? extends Guard> guards, List<GuardObserver> observers, @Nullable Pauses pauses) {
        this.all = List.copyOf(guards);
        this.observers = List.copyOf(observers);
        this.pauses = pauses;
        Set<String> names = new HashSet<>();
        for (Guard guard : all) {
            if (!names.add(guard.name())) {
                throw new IllegalArgumentException("two guards are called '" + guard.name() + "'");
            }
            for (Guard.Place place : guard.on()) {
                byPlace.computeIfAbsent(place, any -> new ArrayList<>()).add(guard);
            }
        }
    }

    /**
     * Creates the guards.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Guards of(Guard... guards) {
        return of(List.of(guards));
    }

    /**
     * Creates the guards.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Guards of(Collection<? extends Guard> guards) {
        return new Guards(guards, List.of(), null);
    }

    /** Returns a copy that also notifies this observer of findings. */
    public Guards observedBy(GuardObserver observer) {
        List<GuardObserver> more = new ArrayList<>(observers);
        more.add(observer);
        return new Guards(all, more, pauses);
    }

    /**
     * Returns a copy that asks those guards {@linkplain Guard#looksAtPauses that want it} again when the model is silent while text
     * is held back. Without this, text is held back until more arrives.
     *
     * @param maxHold the length of the silence; must be positive
     * @param threads measure the time; not closed here
     */
    public Guards withMaxHold(Duration maxHold, Threads threads) {
        if (maxHold.isZero() || maxHold.isNegative()) {
            throw new IllegalArgumentException("max-hold must be longer than 0, but is " + maxHold);
        }
        boolean wanted = all.stream().anyMatch(Guard::looksAtPauses);
        return new Guards(all, observers, wanted ? new Pauses(maxHold, threads) : null);
    }

    /** Guards the answers and requests of a provider. Returns the same provider if there are no guards. */
    public ChatProvider around(ChatProvider model) {
        return around(model, UnaryOperator.identity());
    }

    /**
     * Guards the answers, requests and tool results of a tool loop. Answers are guarded step by step inside of the loop, so that it
     * reports and sends back what was passed on. Everything else is guarded outside, before the loop sees it.
     *
     * @param model calls the model
     * @param loop wraps the loop around a provider
     */
    public ChatProvider around(ChatProvider model, UnaryOperator<ChatProvider> loop) {
        boolean answers = has(Guard.Place.OUTPUT) || has(Guard.Place.REASONING);
        ChatProvider looped = loop.apply(answers ? new GuardProvider(model, this) : model);
        boolean requests = has(Guard.Place.INPUT) || has(Guard.Place.TOOL_RESULTS);
        return requests ? new GuardedRequestProvider(looped, this) : looped;
    }

    /** Guards a text that does not stream, for tests of guards and for texts that take other routes. */
    public String guarded(String text, Guard.Place place, ChatRequest request) {
        return has(place) ? stream(place, request).whole(text) : text;
    }

    boolean has(Guard.Place place) {
        return byPlace.containsKey(place);
    }

    GuardCall call(String provider, ChatCall call, @Nullable GuardedStream content, @Nullable GuardedStream reasoning) {
        return pauses == null
                ? new GuardCall(provider, call, content, reasoning)
                : new TimedGuardCall(provider, call, content, reasoning, pauses.maxHold(), pauses.threads());
    }

    GuardedStream stream(Guard.Place place, ChatRequest request) {
        List<Guard> here = byPlace.getOrDefault(place, List.of());
        return new GuardedStream(
                here.stream().map(guard -> guard.forRequest(request)).toList(), place, observers);
    }

    @Override
    public String toString() {
        return "guards " + all.stream().map(Guard::name).toList();
    }
}
