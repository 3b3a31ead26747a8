package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A missing or invalid setting under {@code ai.streaming}. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Creates an exception.
     *
     * @param fault what is wrong, with the name of the property
     * @param remedy how to correct it
     */
    public InvalidSettingException(String fault, String remedy) {
        this(fault, remedy, null);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param fault what is wrong, with the name of the property
     * @param remedy how to correct it
     * @param cause the exception by which the fault was found; {@code null} if there was none
     */
    public InvalidSettingException(String fault, String remedy, @Nullable Throwable cause) {
        super(fault, cause);
        this.remedy = remedy;
    }

    /** Returns how to correct the setting. */
    public String remedy() {
        return remedy;
    }
}
