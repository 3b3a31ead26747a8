package dev.aistreaming.provider;

import java.util.function.BooleanSupplier;

/**
 * Everything needed to read the body of one response.
 *
 * @param answer receives what is found
 * @param errors creates the errors of this response
 * @param maxEventBytes the maximum size of an event, and of an answer in one piece, in bytes
 * @param ended whether the rest of the answer is no longer needed
 */
record BodyContext(Answer answer, ErrorReader errors, int maxEventBytes, BooleanSupplier ended) {

    /** The name of the type of provider that answers. */
    String type() {
        return errors.type();
    }
}
