package dev.aistreaming.provider;

/** Tells a listener's fault from one of the provider's. */
final class ListenerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerFailure(Throwable cause) {
        super(cause);
    }
}
