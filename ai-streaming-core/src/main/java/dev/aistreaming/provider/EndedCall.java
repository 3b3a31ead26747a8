package dev.aistreaming.provider;

/** Leaves the middle of an answer whose call has ended. Nobody sees it. */
final class EndedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedCall() {
        super(null, null, false, false);
    }
}
