package dev.aistreaming.spring.tool;

import org.jspecify.annotations.Nullable;

/** A tool of a bean cannot be offered, because its declaration is invalid. */
public final class ToolDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    ToolDeclarationException(String fault, String remedy, @Nullable Throwable cause) {
        super(fault, cause);
        this.remedy = remedy;
    }

    /** Returns what to do about it. */
    public String remedy() {
        return remedy;
    }
}
