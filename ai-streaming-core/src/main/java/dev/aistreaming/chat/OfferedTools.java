package dev.aistreaming.chat;

/**
 * A request attribute that adds tools to the request when it is sent, such as a {@code Toolbox}. The request's {@link ToolChoice} can
 * name its tools.
 */
public interface OfferedTools {

    /** Whether it adds a tool with this name. */
    boolean offers(String name);

    /** Whether it adds no tools. */
    boolean isEmpty();
}
