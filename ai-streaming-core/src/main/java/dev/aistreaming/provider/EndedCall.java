package dev.aistreaming.provider;

/** Thrown to leave the processing of an answer whose call has ended. Never visible to others. */
final class EndedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedCall() {
        super(null, null, false, false);
    }
}
