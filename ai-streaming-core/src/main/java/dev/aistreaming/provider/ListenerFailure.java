package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;

/** Distinguishes an exception thrown by a listener from a failure of the provider. */
final class ListenerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerFailure(Throwable cause) {
        super(cause);
    }

    /** The error that ends a call in which foreign code has thrown, whether that was a listener or not. */
    static AiException toError(String provider, Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL)
                .provider(provider)
                .cause(fault instanceof ListenerFailure && fault.getCause() != null ? fault.getCause() : fault)
                .build();
    }
}
