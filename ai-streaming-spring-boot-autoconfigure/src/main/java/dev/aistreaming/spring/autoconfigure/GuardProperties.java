package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardAction;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One guard, under {@code ai.streaming.guards.rules.<name>}.
 *
 * @param type What the guard looks for. Default: the name of the rule, if that is a type.
 * @param action What happens to a match: "mask" turns its characters into asterisks, "replace" puts the replacement in its
 *     place, "end" ends the answer before it. Default: "replace" if a replacement is set, otherwise "mask".
 * @param replacement Text that takes the place of a match. Only for the action "replace". Default: the name of the rule in
 *     brackets.
 * @param places Where the guard looks: answers, reasoning, what users send, results of tools.
 * @param literals Texts to look for. Required for the type "literals", optional for "secrets". Default: none.
 * @param ignoreCase Whether to ignore the difference between upper and lower case. Only for the type "literals". Default:
 *     "false".
 * @param pattern Java regular expression. Required for the type "pattern". Default: none.
 * @param maxLength Longest match of the pattern in characters, and so the most text that is held back for it. Only for the type
 *     "pattern". Default: "256".
 * @param releaseAtPause Whether to send held-back text when the model has been silent for "max-hold", even if it is the
 *     beginning of a match.
 */
@ConfigurationPropertiesSource
public record GuardProperties(
        @Nullable Type type,
        @Nullable GuardAction action,
        @Nullable String replacement,
        @DefaultValue({"output", "reasoning"}) List<Guard.Place> places,
        @DefaultValue List<String> literals,
        @Nullable Boolean ignoreCase,
        @Nullable String pattern,
        @Nullable Integer maxLength,
        @DefaultValue("false") boolean releaseAtPause) {

    /** What a guard looks for. */
    public enum Type {
        /** E-mail addresses. */
        EMAIL,
        /** Numbers of payment cards, recognized by their check digit. */
        CARD,
        /** International bank account numbers, recognized by their checksum. */
        IBAN,
        /** Texts that you list. */
        LITERALS,
        /** What a regular expression matches. */
        PATTERN,
        /** The configured API keys of providers, and further literals. */
        SECRETS,
        /** Sentences of the system prompt. */
        SYSTEM_PROMPT;

        /** The name in configurations, such as {@code system-prompt}. */
        String settingName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Without what it looks for. */
    @Override
    public String toString() {
        return "GuardProperties[type=" + type + ", action=" + action + ", places=" + places + "]";
    }
}
