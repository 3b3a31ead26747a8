package dev.aistreaming.tool;

/**
 * A tool cannot do what it was asked, and the model may know why. Its message is all that the model is told; what another
 * exception says stays in the log.
 */
public class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for the model, and so, perhaps, for the user */
    public ToolException(String message) {
        super(message);
    }

    /**
     * The same, with a cause that only the log shows.
     *
     * @param message for the model, and so, perhaps, for the user
     */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
