package dev.aistreaming.provider;

import java.util.function.BooleanSupplier;

/**
 * What the reader of one response's body works with.
 *
 * @param answer takes what is found
 * @param errors makes the errors of this response
 * @param maxEventBytes the largest event, and the largest answer in one piece, in bytes
 * @param ended whether nobody wants more of the answer
 */
record BodyContext(Answer answer, ErrorReader errors, int maxEventBytes, BooleanSupplier ended) {

    /** The name of the type of provider that answers. */
    String type() {
        return errors.type();
    }
}
