package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * Whether a model calls tools.
 *
 * @param kind as the model likes, or as it must
 * @param name the tool that must be called; only with {@link Kind#NAMED}
 */
public record ToolChoice(Kind kind, @Nullable String name) {

    /** Who chooses. */
    public enum Kind {
        /** The model. */
        AUTO,
        /** No tool is called. */
        NONE,
        /** Some tool must be called. */
        REQUIRED,
        /** One tool must be called. */
        NAMED
    }

    /** The model chooses. */
    public static final ToolChoice AUTO = new ToolChoice(Kind.AUTO, null);

    /** No tool is called, though the model knows them. */
    public static final ToolChoice NONE = new ToolChoice(Kind.NONE, null);

    /** At least one tool is called. */
    public static final ToolChoice REQUIRED = new ToolChoice(Kind.REQUIRED, null);

    /**
     * Checks that a tool is named where one must be.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a name too much or missing
     */
    public ToolChoice {
        Fields.present("toolChoice kind", kind);
        if (kind == Kind.NAMED) {
            Fields.name("toolChoice name", name);
        } else if (name != null) {
            throw AiException.invalidRequest("toolChoice names a tool: use ToolChoice.tool(name)");
        }
    }

    /** This tool is called. */
    public static ToolChoice tool(String name) {
        return new ToolChoice(Kind.NAMED, name);
    }
}
