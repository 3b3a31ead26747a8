package dev.aistreaming.spring.tool;

import org.jspecify.annotations.Nullable;

/** A tool that is declared as a bean, or on one, cannot be offered. */
public final class ToolDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    ToolDeclarationException(String fault, String remedy, @Nullable Throwable cause) {
        super(fault, cause);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
