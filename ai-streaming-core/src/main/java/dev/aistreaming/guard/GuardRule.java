package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The guards that most applications need. By default they examine answers and reasoning, and mask what they find. Immutable.
 *
 * <pre>{@code
 * GuardRule.cards("cards").on(Guard.Place.OUTPUT, Guard.Place.INPUT);
 * GuardRule.pattern("tickets", Pattern.compile("\\bINT-\\d{4,6}\\b")).replacedBy("[ticket]");
 * }</pre>
 */
public final class GuardRule implements Guard {

    /** The default maximum length of a match of a regular expression, in characters. */
    public static final int DEFAULT_MAX_LENGTH = 256;

    private final String name;
    private final Finder finder;
    private final GuardAction action;
    private final @Nullable String replacement;
    private final Set<Place> on;
    private final boolean letsGoAtPauses;

    private GuardRule(
            String name,
            Finder finder,
            GuardAction action,
            @Nullable String replacement,
            Set<Place> on,
            boolean letsGoAtPauses) {
        this.name = name;
        this.finder = finder;
        this.action = action;
        this.replacement = replacement;
        this.on = on;
        this.letsGoAtPauses = letsGoAtPauses;
    }

    private GuardRule(String name, Finder finder) {
        this(name, finder, GuardAction.MASK, null, Set.of(Place.OUTPUT, Place.REASONING), false);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a guard must have a name");
        }
    }

    /**
     * Finds these exact texts, such as keys or project names. Thousands of them cost hardly more than one.
     *
     * @throws IllegalArgumentException if there are none, or if one is blank
     */
    public static GuardRule literals(String name, Collection<String> literals) {
        return new GuardRule(name, new LiteralFinder(Literals.of(literals, false, false)));
    }

    /**
     * Finds these texts, ignoring case. They are compared character by character, like {@link String#equalsIgnoreCase} does.
     *
     * @throws IllegalArgumentException if there are none, or if one is blank
     */
    public static GuardRule literalsOfAnyCase(String name, Collection<String> literals) {
        return new GuardRule(name, new LiteralFinder(Literals.of(literals, true, false)));
    }

    /** Finds the matches of a regular expression of up to {@link #DEFAULT_MAX_LENGTH} characters. */
    public static GuardRule pattern(String name, Pattern pattern) {
        return pattern(name, pattern, DEFAULT_MAX_LENGTH);
    }

    /**
     * Finds the matches of a regular expression: the same ones that {@link java.util.regex.Matcher#find()} would find in the
     * complete text, however it is split into tokens. Lookbehind, {@code ^} and {@code \b} can see at least {@link
     * GuardedText#CONTEXT} characters of the text that has already been passed on. An expression that takes excessively many steps
     * ends the answer.
     *
     * @param maxLength the maximum length of a match in characters, and therefore of the text held back for it. A longer match is
     *     treated as if the text ended there: in a longer run of digits, {@code \d+} finds one piece after another
     * @throws IllegalArgumentException if the maximum length is less than 1
     */
    public static GuardRule pattern(String name, Pattern pattern, int maxLength) {
        return new GuardRule(name, new PatternFinder(name, pattern, maxLength));
    }

    /** Finds e-mail addresses in their usual form. */
    public static GuardRule emails(String name) {
        return new GuardRule(name, new EmailFinder());
    }

    /**
     * Finds payment card numbers: 13 to 19 digits starting with 2 to 6, either contiguous or in groups separated by single spaces
     * or hyphens, with a valid check digit (Luhn, ISO/IEC 7812-1).
     */
    public static GuardRule cards(String name) {
        return new GuardRule(name, new CardFinder());
    }

    /**
     * Finds international bank account numbers (ISO 13616) of the countries in the registry, either contiguous or in groups
     * separated by single spaces or hyphens, with a valid checksum.
     */
    public static GuardRule ibans(String name) {
        return new GuardRule(name, new IbanFinder());
    }

    /**
     * Finds lines and sentences of the request's own system prompt that have at least 24 characters, regardless of case and of the
     * white space between words. Paraphrases are not found.
     */
    public static GuardRule systemPrompt(String name) {
        return new GuardRule(name, new SystemPromptFinder());
    }

    /** Returns a copy that replaces each character of a finding, except spaces, with {@code *}. */
    public GuardRule masked() {
        return new GuardRule(name, finder, GuardAction.MASK, null, on, letsGoAtPauses);
    }

    /** Returns a copy that replaces findings with this text. */
    public GuardRule replacedBy(String replacement) {
        return new GuardRule(name, finder, GuardAction.REPLACE, replacement, on, letsGoAtPauses);
    }

    /** Returns a copy that ends the answer or rejects the request when it finds something: see {@link GuardAction#END}. */
    public GuardRule ending() {
        return new GuardRule(name, finder, GuardAction.END, null, on, letsGoAtPauses);
    }

    /**
     * Returns a copy that examines these texts instead of answers and reasoning.
     *
     * @throws IllegalArgumentException if there are none
     */
    public GuardRule on(Place... places) {
        if (places.length == 0) {
            throw new IllegalArgumentException("a guard must look somewhere");
        }
        Set<Place> set = EnumSet.of(places[0], places);
        return new GuardRule(name, finder, action, replacement, set, letsGoAtPauses);
    }

    /**
     * Returns a copy that releases held text when the model pauses. Users see it earlier, but if the pause splits a finding, only
     * the rest of it is masked.
     */
    public GuardRule lettingGoAtPauses() {
        return new GuardRule(name, finder, action, replacement, on, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Place> on() {
        return on;
    }

    @Override
    public boolean looksAtPauses() {
        return letsGoAtPauses;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public Guard forRequest(ChatRequest request) {
        Finder own = finder.forRequest(request);
        return own == finder ? this : new GuardRule(name, own, action, replacement, on, letsGoAtPauses);
    }

    @Override
    public void look(GuardedText text) {
        finder.find(text, this);
    }

    void found(GuardedText text, int start, int end) {
        switch (action) {
            case MASK -> text.mask(start, end);
            case REPLACE -> text.replace(start, end, replacement == null ? "" : replacement);
            case END -> text.end(start, end);
        }
    }

    void hold(GuardedText text, int from) {
        if (!(letsGoAtPauses && text.isPause())) {
            text.hold(from);
        }
    }

    @Override
    public String toString() {
        return "guard '" + name + "' (" + action.wireName() + ")";
    }
}
