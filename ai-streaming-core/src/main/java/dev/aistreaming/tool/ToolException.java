package dev.aistreaming.tool;

/**
 * Thrown by a tool that cannot do what it was asked, with a reason that the model may know. The model receives only this message;
 * the messages of all other exceptions stay in the log.
 */
public class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for the model, which may repeat it to the user */
    public ToolException(String message) {
        super(message);
    }

    /**
     * Creates an exception whose cause appears in the log only.
     *
     * @param message for the model, which may repeat it to the user
     */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
