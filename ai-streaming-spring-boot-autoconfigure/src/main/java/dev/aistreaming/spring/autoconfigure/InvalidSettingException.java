package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A setting under {@code ai.streaming} is missing or makes no sense. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Describes the fault.
     *
     * @param fault what is wrong, with the property's name
     * @param remedy what to do
     */
    public InvalidSettingException(String fault, String remedy) {
        this(fault, remedy, null);
    }

    /**
     * Describes the fault.
     *
     * @param fault what is wrong, with the property's name
     * @param remedy what to do
     * @param cause how it was found, where it was an exception
     */
    public InvalidSettingException(String fault, String remedy, @Nullable Throwable cause) {
        super(fault, cause);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
