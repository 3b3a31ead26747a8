package dev.aistreaming.output;

import dev.aistreaming.chat.ChatRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Describes the object that is expected as the answer to a request, and who receives it. It is attached to the request and handled
 * by an {@link ExpectingProvider}.
 *
 * @param type the expected form of the answer
 * @param onObject called once with the complete, checked object before the answer ends; not called if there is none
 * @param onPartial called after each network read with the part of the object that has arrived; {@code null} for no such updates,
 *     which then cost nothing. It receives the same growing tree each time, so it must read the tree during the call, must not
 *     modify it, and must copy it ({@link JsonNode#deepCopy()}) to keep it. Strings may be incomplete, and lists and objects may
 *     lack elements; numbers, {@code true}, {@code false} and {@code null} are present only once they are complete
 * @param shown whether the text is shown while it arrives; if not, and if no tools were run, a malformed answer leads to another
 *     attempt
 */
public record Expectation<T>(
        ExpectedType<T> type,
        Consumer<? super T> onObject,
        @Nullable Consumer<JsonNode> onPartial,
        boolean shown) {

    private static final String ATTRIBUTE = Expectation.class.getName();

    /** Attaches this to a request and sets its {@code output}. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.output(type.output()).attribute(ATTRIBUTE, this);
    }

    /** The expectation attached to a request, or {@code null}. */
    static @Nullable Expectation<?> of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Expectation.class);
    }
}
