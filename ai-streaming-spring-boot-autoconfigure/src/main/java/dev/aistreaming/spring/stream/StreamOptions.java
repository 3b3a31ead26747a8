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
 * What the application wants of one stream besides the answer.
 *
 * @param onStart given the stream before the model is asked
 * @param onComplete told of a whole answer, which is none where they throw
 * @param onError told of one that failed
 * @param onOutcome told once what became of the stream
 * @param resumable whether it is kept for those who come back, where streams are
 * @param format in whose words the browser gets it; {@code null}: in those that are configured
 * @param key what the application calls it; {@code null}: nothing but its id
 * @param ids what its format has to know of the front end
 * @param usual whether the provider is one that the application has configured, with its usual fallbacks and nothing in between
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

    /** Is told what became of a stream. */
    interface Ending {
        /**
         * It has ended.
         *
         * @param answer what there was of it; {@code null}: nothing
         */
        void accept(StreamOutcome outcome, @Nullable ChatResponse answer);
    }

    static final StreamOptions DEFAULTS =
            new StreamOptions(Callbacks.none(), Callbacks.none(), Callbacks.none(), true, null, null, Map.of());

    /** Of a stream that an instance goes on with that has not begun it. */
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

    /** The same, where somebody is told what became of the stream. */
    StreamOptions observed(Ending observer) {
        return new StreamOptions(onStart, onComplete, onError, observer, resumable, format, key, ids, usual);
    }

    /** The same, asked in a way that no other instance knows of. */
    StreamOptions unusual() {
        return new StreamOptions(onStart, onComplete, onError, onOutcome, resumable, format, key, ids, false);
    }

    /** Whether another instance can ask the same: it can call nobody back. */
    boolean mayBeAskedElsewhere() {
        return usual && isNone(onStart) && isNone(onComplete) && isNone(onError);
    }

    private static boolean isNone(Consumer<?> callbacks) {
        return callbacks.equals(Callbacks.none());
    }
}
