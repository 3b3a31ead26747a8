package dev.aistreaming.provider;

/** An answer delivered by a third-party client library, at its own pace and on its own threads. See {@link PushedCall}. */
public interface PushSource {

    /**
     * Starts the source. Called once, on a thread that may block, in the context of the call. If it throws, the call fails.
     *
     * @param answer receives the answer, from any thread, with one call at a time; the last one is {@link PushedAnswer#completed}
     *     or {@link PushedAnswer#failed}
     */
    void start(PushedAnswer answer);

    /** Controls a source while it delivers. */
    @FunctionalInterface
    interface Handle {

        /** Stops the source and closes its connection. Called at most once, from any thread. */
        void cancel();

        /** Whether {@link #cancel} may block, for example on a lock held by a thread that reads from a silent connection. */
        default boolean cancelMayWait() {
            return false;
        }

        /**
         * Everything received so far has been delivered, and more is wanted. Called often, by one thread at a time, and must return
         * immediately. Of no use to a source that cannot be slowed down.
         */
        default void request() {}
    }
}
