package dev.aistreaming.chat;

import java.util.Locale;

/** Who says a {@link Message}. */
public enum Role {
    /** The application. */
    SYSTEM,
    /** Whoever asks. */
    USER,
    /** The model. */
    ASSISTANT,
    /** A tool that the model has called. */
    TOOL;

    /**
     * The role of this name, in any case.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} where there is no such role
     */
    public static Role of(String name) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(name)) {
                return role;
            }
        }
        throw AiException.invalidRequest("role '" + name + "' is unknown: use system, user, assistant or tool");
    }

    /** The name on the wire, such as {@code user}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
