package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.output.Expected;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/**
 * A request whose answer has to be an object. {@link #stream()}, {@link #publish()} or {@link #run()} sends it. All other settings
 * are made at the {@link TaskBuilder} before. Not safe for use by several threads at a time.
 *
 * <p>An answer that is cut off fails with {@code truncated}, a refused one with {@code content_filtered}, and an answer that does not match
 * with {@code malformed_response}. The log says where it does not match, but contains nothing else of the answer.
 */
public interface ExpectingTask<T> {

    /**
     * Registers a callback for the object. It is called once, when the object is complete and valid; for a stream, before the browser is
     * told that the answer is complete. It is not called if the answer fails, or if it ends with calls of the front end's tools. Can be
     * registered several times. If a callback throws, the stream fails, as with {@link TaskBuilder#onComplete}.
     */
    ExpectingTask<T> onObject(Consumer<? super T> onObject);

    /**
     * Registers a callback for the part of the object that has arrived. It is called after each network read that adds to it. Strings,
     * lists and objects may be incomplete; numbers and literals appear when they are complete. The tree is the same instance each
     * time: read it in the callback, do not change it, and {@linkplain JsonNode#deepCopy() copy} what you keep. The callback may
     * block, which slows down only its own stream. If it throws, the stream fails.
     */
    ExpectingTask<T> onPartial(Consumer<JsonNode> onPartial);

    /** Registers a callback as {@link TaskBuilder#onComplete} does. */
    ExpectingTask<T> onComplete(Consumer<ChatResponse> onComplete);

    /** Registers a callback as {@link TaskBuilder#onError} does. */
    ExpectingTask<T> onError(Consumer<AiException> onError);

    /** Streams the text of the object to the browser as it arrives, and then the object. */
    SseEmitter stream();

    /** Returns the same as a publisher: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish();

    /**
     * Returns the object. Blocks the calling thread until it is complete. If the answer is malformed, the provider is asked again, up to
     * {@code retry.max-attempts} times, unless a tool has run or {@link #onPartial} has seen a part of it.
     *
     * @throws AiException if the answer fails
     */
    Expected<T> run();
}
