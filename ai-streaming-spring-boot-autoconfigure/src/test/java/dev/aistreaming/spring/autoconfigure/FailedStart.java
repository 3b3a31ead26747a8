package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Why an application did not start. */
final class FailedStart {

    private FailedStart() {}

    /** The setting that was at fault, however deep in the causes. */
    static InvalidSettingException fault(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSettingException fault) {
                return fault;
            }
        }
        throw new AssertionError("no start that fails for a setting", failure);
    }
}
