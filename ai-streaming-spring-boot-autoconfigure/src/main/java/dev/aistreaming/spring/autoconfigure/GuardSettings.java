package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardAction;
import dev.aistreaming.guard.GuardObserver;
import dev.aistreaming.guard.GuardRule;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.thread.Threads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates guards from properties. */
final class GuardSettings {

    private static final String KEY = "ai.streaming.guards.rules.";

    /** The minimum length of a secret. Shorter values occur in many texts that contain no secret. */
    private static final int SHORTEST_SECRET = 8;

    private final Collection<ProviderProperties> providers;

    private GuardSettings(Collection<ProviderProperties> providers) {
        this.providers = providers;
    }

    /** @param beans the guards that come first, in their order */
    static Guards guards(
            AiStreamingProperties properties, List<Guard> beans, List<GuardObserver> observers, Threads threads) {
        GuardSettings settings = new GuardSettings(properties.providers().values());
        List<Guard> guards = new ArrayList<>(beans);
        properties.guards().rules().forEach((name, rule) -> guards.add(settings.rule(name, rule)));
        try {
            Guards all = Guards.of(guards).withMaxHold(properties.guards().maxHold(), threads);
            for (GuardObserver observer : observers) {
                all = all.observedBy(observer);
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "The guards are misconfigured: " + e.getMessage() + ".",
                    "Correct ai.streaming.guards, or the name of the bean of type Guard.",
                    e);
        }
    }

    private Guard rule(String name, @Nullable GuardProperties settings) {
        if (settings == null) {
            throw fault(name, "has no setting", "Set " + KEY + name + ".type, or leave it out.");
        }
        GuardProperties.Type type = settings.type() == null ? typeNamed(name) : settings.type();
        check(name, type, settings);
        GuardRule rule;
        try {
            rule = looking(name, type, settings);
        } catch (PatternSyntaxException e) {
            throw fault(
                    name, "has a pattern that is none: " + e.getDescription(), "Correct " + KEY + name + ".pattern.");
        } catch (IllegalArgumentException e) {
            throw fault(name, "is misconfigured: " + e.getMessage(), "Correct its settings under " + KEY + name + ".");
        }
        rule = acting(name, rule, settings).on(settings.places().toArray(Guard.Place[]::new));
        return settings.releaseAtPause() ? rule.lettingGoAtPauses() : rule;
    }

    private static GuardProperties.Type typeNamed(String name) {
        for (GuardProperties.Type type : GuardProperties.Type.values()) {
            if (type.settingName().equals(name)) {
                return type;
            }
        }
        Set<String> names = new TreeSet<>();
        Stream.of(GuardProperties.Type.values()).forEach(type -> names.add(type.settingName()));
        throw fault(
                name, "has no type, and its name is not one", "Set " + KEY + name + ".type to one of " + names + ".");
    }

    private GuardRule looking(String name, GuardProperties.Type type, GuardProperties settings) {
        return switch (type) {
            case EMAIL -> GuardRule.emails(name);
            case CARD -> GuardRule.cards(name);
            case IBAN -> GuardRule.ibans(name);
            case LITERALS ->
                Boolean.TRUE.equals(settings.ignoreCase())
                        ? GuardRule.literalsOfAnyCase(name, settings.literals())
                        : GuardRule.literals(name, settings.literals());
            case PATTERN ->
                GuardRule.pattern(
                        name,
                        Pattern.compile(Objects.requireNonNull(settings.pattern())),
                        settings.maxLength() == null ? GuardRule.DEFAULT_MAX_LENGTH : settings.maxLength());
            case SECRETS -> GuardRule.literals(name, secrets(name, settings));
            case SYSTEM_PROMPT -> GuardRule.systemPrompt(name);
        };
    }

    private List<String> secrets(String name, GuardProperties settings) {
        for (String literal : settings.literals()) {
            if (literal.length() < SHORTEST_SECRET) {
                throw fault(
                        name,
                        "has a secret of less than " + SHORTEST_SECRET + " characters, which other texts have, too",
                        "Leave it out of " + KEY + name + ".literals, or use the type literals.");
            }
        }
        Stream<String> keys = providers.stream()
                .flatMap(provider -> Stream.ofNullable(provider.apiKey()))
                .filter(key -> key.strip().length() >= SHORTEST_SECRET);
        List<String> secrets =
                Stream.concat(keys, settings.literals().stream()).distinct().toList();
        if (secrets.isEmpty()) {
            throw fault(
                    name,
                    "has no secret to look for: no provider has a configured key of " + SHORTEST_SECRET
                            + " characters or more",
                    "Set " + KEY + name
                            + ".literals, or leave the rule out. Keys of an ApiKeySource are not known at start.");
        }
        return secrets;
    }

    private static GuardRule acting(String name, GuardRule rule, GuardProperties settings) {
        String replacement = settings.replacement();
        GuardAction action = settings.action();
        if (action == null) {
            action = replacement == null ? GuardAction.MASK : GuardAction.REPLACE;
        }
        if (replacement != null && action != GuardAction.REPLACE) {
            throw fault(
                    name,
                    "has a replacement, but its action is " + action.wireName(),
                    "Set " + KEY + name + ".action to replace, or leave the replacement out.");
        }
        return switch (action) {
            case MASK -> rule.masked();
            case REPLACE -> rule.replacedBy(replacement == null ? "[" + name + "]" : replacement);
            case END -> rule.ending();
        };
    }

    private static void check(String name, GuardProperties.Type type, GuardProperties settings) {
        boolean literals = type == GuardProperties.Type.LITERALS;
        boolean pattern = type == GuardProperties.Type.PATTERN;
        needs(name, type, "literals", literals, !settings.literals().isEmpty());
        needs(name, type, "pattern", pattern, settings.pattern() != null);
        forbids(
                name,
                type,
                "literals",
                !literals && type != GuardProperties.Type.SECRETS,
                !settings.literals().isEmpty());
        forbids(name, type, "pattern", !pattern, settings.pattern() != null);
        forbids(name, type, "max-length", !pattern, settings.maxLength() != null);
        forbids(name, type, "ignore-case", !literals, settings.ignoreCase() != null);
        needs(name, type, "places", true, !settings.places().isEmpty());
    }

    private static void needs(String name, GuardProperties.Type type, String key, boolean needed, boolean set) {
        if (needed && !set) {
            throw fault(
                    name,
                    "is of the type " + type.settingName() + " and has no " + key,
                    "Set " + KEY + name + "." + key + ".");
        }
    }

    private static void forbids(String name, GuardProperties.Type type, String key, boolean forbidden, boolean set) {
        if (forbidden && set) {
            throw fault(
                    name,
                    "is of the type " + type.settingName() + ", which has no " + key,
                    "Leave " + KEY + name + "." + key + " out, or set another type.");
        }
    }

    private static InvalidSettingException fault(String name, String what, String remedy) {
        return new InvalidSettingException("The guard " + KEY + name + " " + what + ".", remedy);
    }
}
