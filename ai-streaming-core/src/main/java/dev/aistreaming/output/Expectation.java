package dev.aistreaming.output;

import dev.aistreaming.chat.ChatRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is expected of one request's answer, and who is told of it. It goes along with the request, and an {@link
 * ExpectingProvider} on the way sees to it.
 *
 * @param type what the answer has to be
 * @param onObject told once of the object that is whole and checked, before the answer ends; not told where it is none
 * @param onPartial told after each network read of as much of the object as has arrived; {@code null} where nobody wants it, which
 *     costs nothing then. It gets the same tree each time, which has grown meanwhile: it is to be read there and then, not changed,
 *     and copied ({@link JsonNode#deepCopy()}) to be kept. Strings may lack their ends, lists and objects members; numbers,
 *     {@code true}, {@code false} and {@code null} are there only when they are whole
 * @param shown whether the text is shown while it arrives; where it is not, and no tools were run, an answer that is malformed is
 *     asked for again
 */
public record Expectation<T>(
        ExpectedType<T> type,
        Consumer<? super T> onObject,
        @Nullable Consumer<JsonNode> onPartial,
        boolean shown) {

    private static final String ATTRIBUTE = Expectation.class.getName();

    /** Lets it go along with a request, whose {@code output} it sets. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.output(type.output()).attribute(ATTRIBUTE, this);
    }

    /** What goes along with a request, if anything does. */
    static @Nullable Expectation<?> of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Expectation.class);
    }
}
