package dev.aistreaming.format;

/** A format of this library's: it waits for nothing, and looks at nothing but the stream. */
interface OwnFormat extends StreamFormat {

    /** Most front ends can be told. */
    @Override
    default boolean canReset() {
        return true;
    }

    @Override
    default boolean isNonBlocking() {
        return true;
    }

    @Override
    default boolean needsContext() {
        return false;
    }
}
