package dev.aistreaming.chat;

/** A call that is told apart from a cancelled one where it is ended because it took too long. */
public interface ExpiringCall extends ChatCall {

    /**
     * As {@link #cancel}, and the call ends as a cancelled one does.
     *
     * @param why what the caller makes of it
     */
    void expire(ErrorCode why);

    /**
     * Ends a call that took too long, whether it wants to know that or not.
     *
     * @param why what the caller makes of it
     */
    static void expire(ChatCall call, ErrorCode why) {
        if (call instanceof ExpiringCall expiring) {
            expiring.expire(why);
        } else {
            call.cancel();
        }
    }
}
