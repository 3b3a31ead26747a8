package dev.aistreaming.spring.autoconfigure;

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
        super(fault);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
