package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamIds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages to the producers of streams on other instances that are answered with yes or no. They use the channels of {@link
 * ControlMessage}. An instance of an earlier version does not know them, and does not answer.
 */
final class Questions {

    private static final Logger log = LoggerFactory.getLogger(Questions.class);

    private static final char ASKED = 't';
    private static final char YES = 'y';
    private static final char NO = 'n';
    private static final int ID = 32;

    private final String instance;
    private final BiPredicate<String, String> producers;
    private final BiConsumer<String, byte[]> channels;
    private final StreamIds ids = new StreamIds();
    private final Map<String, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();

    /**
     * Creates an instance without open questions.
     *
     * @param producers receives a stream's id and the message to it
     * @param channels sends a message to an instance
     */
    Questions(String instance, BiPredicate<String, String> producers, BiConsumer<String, byte[]> channels) {
        this.instance = instance;
        this.producers = producers;
        this.channels = channels;
    }

    /**
     * Asks a producer and passes the answer to {@code await}, which must wait for it: afterwards the question is forgotten, because an
     * answer may never come.
     */
    <T> T ask(String producer, String streamId, String text, Function<CompletableFuture<Boolean>, T> await) {
        String question = ids.create();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        open.put(question, answer);
        try {
            channels.accept(producer, (ASKED + instance + question + streamId + text).getBytes(StandardCharsets.UTF_8));
            return await.apply(answer);
        } finally {
            open.remove(question);
        }
    }

    /** Handles a message. Returns whether it was a question or an answer. */
    boolean handle(byte[] message) {
        char kind = message.length == 0 ? 0 : (char) message[0];
        if (kind == ASKED) {
            asked(new String(message, StandardCharsets.UTF_8));
        } else if (kind == YES || kind == NO) {
            CompletableFuture<Boolean> answer =
                    open.remove(new String(message, 1, message.length - 1, StandardCharsets.US_ASCII));
            if (answer != null) {
                answer.complete(kind == YES);
            }
        } else {
            return false;
        }
        return true;
    }

    private void asked(String message) {
        String sender = part(message, 0);
        String question = part(message, 1);
        String streamId = part(message, 2);
        if (sender != null && question != null && streamId != null) {
            boolean taken = take(streamId, message.substring(1 + 3 * ID));
            channels.accept(sender, ((taken ? YES : NO) + question).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private boolean take(String streamId, String text) {
        try {
            return producers.test(streamId, text);
        } catch (RuntimeException e) {
            log.error("A command of another instance for an AI stream failed", e);
            return false;
        }
    }

    private static @Nullable String part(String message, int index) {
        int start = 1 + index * ID;
        if (message.length() < start + ID) {
            return null;
        }
        String id = message.substring(start, start + ID);
        return StreamIds.isValid(id) ? id : null;
    }
}
