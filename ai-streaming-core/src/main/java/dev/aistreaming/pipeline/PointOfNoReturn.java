package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import java.util.Map;

/**
 * Travels with a request whose answer may start over with another provider. Code that is about to do something that must not be
 * done twice passes this point first; from then on the answer no longer starts over. Thread-safe.
 */
public final class PointOfNoReturn {

    private static final String ATTRIBUTE = PointOfNoReturn.class.getName();

    private volatile boolean passed;

    PointOfNoReturn() {}

    ChatRequest addTo(ChatRequest request) {
        return request.toBuilder().attribute(ATTRIBUTE, this).build();
    }

    /**
     * Prevents the answer to a request from starting over. Must be called before the last check whether the call is still active:
     * then either that check sees that the call has ended, or the code that would start over sees that this point was passed.
     *
     * @param attributes the attributes of the request; most contain no such point
     */
    public static void pass(Map<String, Object> attributes) {
        if (attributes.get(ATTRIBUTE) instanceof PointOfNoReturn point) {
            point.passed = true;
        }
    }

    boolean isPassed() {
        return passed;
    }
}
