package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * Controls whether a model calls tools.
 *
 * @param kind the rule
 * @param name the tool that must be called with {@link Kind#NAMED}, otherwise {@code null}
 */
public record ToolChoice(Kind kind, @Nullable String name) {

    /** The rule by which tools are called. */
    public enum Kind {
        /** The model decides. */
        AUTO,
        /** No tool is called. */
        NONE,
        /** At least one tool must be called. */
        REQUIRED,
        /** One particular tool must be called. */
        NAMED
    }

    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(Kind.AUTO, null);

    /** No tool is called, although the model knows them. */
    public static final ToolChoice NONE = new ToolChoice(Kind.NONE, null);

    /** At least one tool must be called. */
    public static final ToolChoice REQUIRED = new ToolChoice(Kind.REQUIRED, null);

    /**
     * Checks that a tool is named exactly if the kind requires it.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the name is missing or not applicable
     */
    public ToolChoice {
        Fields.present("toolChoice kind", kind);
        if (kind == Kind.NAMED) {
            Fields.name("toolChoice name", name);
        } else if (name != null) {
            throw AiException.invalidRequest("toolChoice names a tool: use ToolChoice.tool(name)");
        }
    }

    /** This tool must be called. */
    public static ToolChoice tool(String name) {
        return new ToolChoice(Kind.NAMED, name);
    }
}
