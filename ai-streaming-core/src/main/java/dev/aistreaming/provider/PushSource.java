package dev.aistreaming.provider;

/**
 * One answer that a client library of somebody else's delivers, at its own speed and on its own threads. See {@link PushedCall}.
 */
public interface PushSource {

    /**
     * Begins, once. Runs on a thread that may wait, in the context of the call. What it throws is the failure of the call.
     *
     * @param answer told what comes, from whatever thread, one thing at a time; its last is {@link PushedAnswer#completed} or
     *     {@link PushedAnswer#failed}
     */
    void start(PushedAnswer answer);

    /** A hold on the source while it delivers. */
    @FunctionalInterface
    interface Handle {

        /** Stops it and closes its connection. Called at most once, from any thread. */
        void cancel();

        /** Whether {@link #cancel} may wait, such as for a lock that a reader of a silent connection holds. */
        default boolean cancelMayWait() {
            return false;
        }

        /**
         * Everything that has come was delivered, and more is wanted. Called often, on one thread at a time; returns at once. A source that cannot be
         * held back has no use for it.
         */
        default void request() {}
    }
}
