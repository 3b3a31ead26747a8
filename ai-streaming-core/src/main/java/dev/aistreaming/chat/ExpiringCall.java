package dev.aistreaming.chat;

/** A call that distinguishes between being cancelled and being ended because it took too long. */
public interface ExpiringCall extends ChatCall {

    /**
     * Like {@link #cancel()}, and the call ends in the same way.
     *
     * @param why the error that the caller reports in place of the cancellation
     */
    void expire(ErrorCode why);

    /**
     * Ends a call that took too long, passing on the reason if the call is interested in it.
     *
     * @param why the error that the caller reports in place of the cancellation
     */
    static void expire(ChatCall call, ErrorCode why) {
        if (call instanceof ExpiringCall expiring) {
            expiring.expire(why);
        } else {
            call.cancel();
        }
    }
}
