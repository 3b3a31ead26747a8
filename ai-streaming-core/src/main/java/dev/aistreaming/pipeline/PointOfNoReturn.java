package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import java.util.Map;

/**
 * Goes along with a request whose answer may begin anew with another provider. Whoever is about to do for it what must not be done
 * twice passes it before, and then the answer does not begin anew any more. Safe for use by many threads.
 */
public final class PointOfNoReturn {

    private static final String ATTRIBUTE = PointOfNoReturn.class.getName();

    private volatile boolean passed;

    PointOfNoReturn() {}

    ChatRequest addTo(ChatRequest request) {
        return request.toBuilder().attribute(ATTRIBUTE, this).build();
    }

    /**
     * From now on, the answer to a request cannot begin anew. To be called before whether its call goes on is looked at for the last
     * time: either that look sees the end, or whoever would begin anew sees this.
     *
     * @param attributes the request's; most have no such point
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
