package dev.aistreaming.chat;

import java.util.Locale;

/** The author of a {@link Message}. */
public enum Role {
    /** The application. */
    SYSTEM,
    /** The user. */
    USER,
    /** The model. */
    ASSISTANT,
    /** A tool that the model called. */
    TOOL;

    /**
     * Returns the role of this name, ignoring case.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if there is no such role
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
