package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.spring.StreamOutcome;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of one stream.
 *
 * @param onStart receives the stream before the model is asked
 * @param onComplete receives a complete answer, which counts as failed if they throw
 * @param onError receives the error of a failed answer
 * @param onOutcome receives the outcome of the stream, once
 * @param resumable whether the stream is kept for clients that reconnect, if streams are kept at all
 * @param format the format of the events; {@code null} for the default format
 * @param key the application's key of the stream; {@code null} if it has only its id
 * @param ids the front end's ids that the format needs
 * @param usual whether the provider is one that is configured, with its usual fallbacks and no wrappers
 */
record StreamOptions(
        Consumer<AiStream> onStart,
        Consumer<ChatResponse> onComplete,
        Consumer<AiException> onError,
        Ending onOutcome,
        boolean resumable,
        @Nullable StreamFormat format,
        @Nullable String key,
        Map<String, String> ids,
        boolean usual) {

    /** Receives the outcome of a stream. */
    interface Ending {
        /**
         * Called when the stream has ended.
         *
         * @param answer the answer as far as it came; {@code null} if there is none
         */
        void accept(StreamOutcome outcome, @Nullable ChatResponse answer);
    }

    static final StreamOptions DEFAULTS =
            new StreamOptions(Callbacks.none(), Callbacks.none(), Callbacks.none(), true, null, null, Map.of());

    /** Returns the options of a stream that another instance has begun and this one continues. */
    static StreamOptions of(StreamFormat format, @Nullable String key, Map<String, String> ids) {
        return new StreamOptions(Callbacks.none(), Callbacks.none(), Callbacks.none(), true, format, key, ids);
    }

    StreamOptions(
            Consumer<AiStream> onStart,
            Consumer<ChatResponse> onComplete,
            Consumer<AiException> onError,
            boolean resumable,
            @Nullable StreamFormat format,
            @Nullable String key,
            Map<String, String> ids) {
        this(onStart, onComplete, onError, (outcome, answer) -> {}, resumable, format, key, ids, true);
    }

    /** Returns the same options with an additional observer of the outcome. */
    StreamOptions observed(Ending observer) {
        return new StreamOptions(onStart, onComplete, onError, observer, resumable, format, key, ids, usual);
    }

    /** Returns the same options for a request that no other instance can repeat. */
    StreamOptions unusual() {
        return new StreamOptions(onStart, onComplete, onError, onOutcome, resumable, format, key, ids, false);
    }

    /** Whether another instance can repeat the request. It cannot call any callbacks. */
    boolean mayBeAskedElsewhere() {
        return usual && isNone(onStart) && isNone(onComplete) && isNone(onError);
    }

    private static boolean isNone(Consumer<?> callbacks) {
        return callbacks.equals(Callbacks.none());
    }
}
