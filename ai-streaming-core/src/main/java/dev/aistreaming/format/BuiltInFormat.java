package dev.aistreaming.format;

/** A format of this library: its encoders never block, and need nothing but the stream. */
interface BuiltInFormat extends StreamFormat {

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
