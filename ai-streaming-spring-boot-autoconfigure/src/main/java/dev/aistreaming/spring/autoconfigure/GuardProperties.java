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
 * @param type What it looks for. Default: the name of the rule, where that is a type.
 * @param action What becomes of what it finds. Default: replace where a replacement is set, otherwise mask.
 * @param replacement What takes the place of what it finds. Only for the action replace. Default: the name of the rule in
 *     brackets.
 * @param on Where it looks.
 * @param literals Texts that it looks for. Only for the types literals, where they are needed, and secrets. Default: none.
 * @param ignoreCase Whether upper and lower case of literals are the same. Only for the type literals. Default: false.
 * @param pattern Regular expression of Java's. Only for the type pattern, where it is needed. Default: none.
 * @param maxLength Longest match of the pattern in characters, and so the most that is held back for it. Only for the type
 *     pattern. Default: 256.
 * @param releaseAtPause Whether what is held goes where the model is silent for longer than max-hold, even if it is the
 *     beginning of something.
 */
@ConfigurationPropertiesSource
public record GuardProperties(
        @Nullable Type type,
        @Nullable GuardAction action,
        @Nullable String replacement,
        @DefaultValue({"output", "reasoning"}) List<Guard.Place> on,
        @DefaultValue List<String> literals,
        @Nullable Boolean ignoreCase,
        @Nullable String pattern,
        @Nullable Integer maxLength,
        @DefaultValue("false") boolean releaseAtPause) {

    /** What a guard looks for. */
    public enum Type {
        /** E-mail addresses. */
        EMAIL,
        /** Numbers of payment cards, by their check digit. */
        CARD,
        /** International bank account numbers, by their checksum. */
        IBAN,
        /** Texts of your own. */
        LITERALS,
        /** What a regular expression matches. */
        PATTERN,
        /** The configured keys of providers, and further literals. */
        SECRETS,
        /** Sentences of the request's system prompt. */
        SYSTEM_PROMPT;

        /** The name in configurations, such as {@code system-prompt}. */
        String settingName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Without what it looks for. */
    @Override
    public String toString() {
        return "GuardProperties[type=" + type + ", action=" + action + ", on=" + on + "]";
    }
}
