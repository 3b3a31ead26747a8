package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The guards that most applications need. Without further words, what they find in answers and reasoning is masked. Immutable.
 *
 * <pre>{@code
 * GuardRule.cards("cards").on(Guard.Place.OUTPUT, Guard.Place.INPUT);
 * GuardRule.pattern("tickets", Pattern.compile("\\bINT-\\d{4,6}\\b")).replacedBy("[ticket]");
 * }</pre>
 */
public final class GuardRule implements Guard {

    /** The longest match of a regular expression where nothing else is said, in characters. */
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
     * These texts, exactly as they are: keys, names of projects. Thousands of them cost hardly more than one.
     *
     * @throws IllegalArgumentException where there is none, and for a blank one
     */
    public static GuardRule literals(String name, Collection<String> literals) {
        return new GuardRule(name, new LiteralFinder(Literals.of(literals, false, false)));
    }

    /**
     * These texts in upper case, lower case, or any mixture; compared character by character, as {@link String#equalsIgnoreCase} does.
     *
     * @throws IllegalArgumentException where there is none, and for a blank one
     */
    public static GuardRule literalsOfAnyCase(String name, Collection<String> literals) {
        return new GuardRule(name, new LiteralFinder(Literals.of(literals, true, false)));
    }

    /** What a regular expression matches, within {@link #DEFAULT_MAX_LENGTH} characters. */
    public static GuardRule pattern(String name, Pattern pattern) {
        return pattern(name, pattern, DEFAULT_MAX_LENGTH);
    }

    /**
     * What a regular expression matches: the same as {@link java.util.regex.Matcher#find()} would find in the whole text, however it is
     * cut. Lookbehind, {@code ^} and {@code \b} see at least {@link GuardedText#CONTEXT} characters of what has left. An expression that
     * takes more steps than a sound one does ends the answer.
     *
     * @param maxLength the longest match, in characters, and so the most that is held back for it. Where more would match, that
     *     is as if the text ended there: of a longer run of digits, {@code \d+} finds one piece after the other
     * @throws IllegalArgumentException for less than 1
     */
    public static GuardRule pattern(String name, Pattern pattern, int maxLength) {
        return new GuardRule(name, new PatternFinder(name, pattern, maxLength));
    }

    /** E-mail addresses, in the form in which people write them. */
    public static GuardRule emails(String name) {
        return new GuardRule(name, new EmailFinder());
    }

    /**
     * Numbers of payment cards: 13 to 19 digits that begin with 2 to 6, in one piece or in groups between single spaces or hyphens, whose check
     * digit (Luhn, ISO/IEC 7812-1) is right.
     */
    public static GuardRule cards(String name) {
        return new GuardRule(name, new CardFinder());
    }

    /**
     * International bank account numbers (ISO 13616) of the countries in its registry, in one piece or in groups between single spaces
     * or hyphens, whose checksum is right.
     */
    public static GuardRule ibans(String name) {
        return new GuardRule(name, new IbanFinder());
    }

    /**
     * Lines and sentences of the request's own system prompt that have 24 characters or more, in any case and with whatever space between
     * words. What tells the same in other words is not found.
     */
    public static GuardRule systemPrompt(String name) {
        return new GuardRule(name, new SystemPromptFinder());
    }

    /** Each character of a finding but spaces becomes {@code *}. */
    public GuardRule masked() {
        return new GuardRule(name, finder, GuardAction.MASK, null, on, letsGoAtPauses);
    }

    /** This takes the place of a finding. */
    public GuardRule replacedBy(String replacement) {
        return new GuardRule(name, finder, GuardAction.REPLACE, replacement, on, letsGoAtPauses);
    }

    /** A finding ends the answer, or refuses the request: see {@link GuardAction#END}. */
    public GuardRule ending() {
        return new GuardRule(name, finder, GuardAction.END, null, on, letsGoAtPauses);
    }

    /**
     * Where it looks, instead of in answers and reasoning.
     *
     * @throws IllegalArgumentException for no place
     */
    public GuardRule on(Place... places) {
        if (places.length == 0) {
            throw new IllegalArgumentException("a guard must look somewhere");
        }
        Set<Place> set = EnumSet.of(places[0], places);
        return new GuardRule(name, finder, action, replacement, set, letsGoAtPauses);
    }

    /** What is held goes where the model pauses: people see it earlier, and of a finding that is cut by the pause only the rest is masked. */
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
