package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.output.Expected;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/**
 * A question of which the answer has to be an object; ended by {@link #stream()} or {@link #run()}. What is asked is said before, at
 * the {@link TaskBuilder}. Not for several threads at a time.
 *
 * <p>An answer that was cut off fails with {@code truncated}, one that was refused with {@code content_filtered}, and one that is no
 * such object with {@code malformed_response}. The log says where it is not, and nothing else of the answer.
 */
public interface ExpectingTask<T> {

    /**
     * Called once with the object, when it is whole and checked; for a stream before the browser is told that the answer is
     * complete. Not called for an answer that failed, and not where it ends with calls of the front end's tools. May be set several
     * times. What it throws fails the stream, as with {@link TaskBuilder#onComplete}.
     */
    ExpectingTask<T> onObject(Consumer<? super T> onObject);

    /**
     * Called with as much of the object as has arrived, after each network read that brought more of it. Strings may lack their
     * ends, lists and objects members; numbers and literals are there when they are whole. The tree is the same each time, and has
     * grown meanwhile: read it there and then, do not change it, and copy ({@link JsonNode#deepCopy()}) what you keep. May wait, and
     * then holds up its own stream. What it throws fails the stream.
     */
    ExpectingTask<T> onPartial(Consumer<JsonNode> onPartial);

    /** As {@link TaskBuilder#onComplete}. */
    ExpectingTask<T> onComplete(Consumer<ChatResponse> onComplete);

    /** As {@link TaskBuilder#onError}. */
    ExpectingTask<T> onError(Consumer<AiException> onError);

    /** Streams the text of the object to the browser, as it comes, and then the object. */
    SseEmitter stream();

    /** The same as a publisher, as {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish();

    /**
     * The object. Blocks the calling thread until it is whole. An answer that is malformed is asked for again, as often as the
     * provider's {@code retry.max-attempts} says, unless tools were run or {@link #onPartial} has shown it.
     *
     * @throws AiException for every failure
     */
    Expected<T> run();
}
