package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the matches of a regular expression. It is tried at each position in turn, because only {@link Matcher#lookingAt}, by means
 * of {@link Matcher#hitEnd}, can tell whether a match beginning there depends on what comes next: {@link Matcher#find} always hits
 * the end.
 */
final class PatternFinder implements Finder {

    private final String name;
    private final Pattern pattern;
    private final int maxLength;
    private @Nullable CountedText counted;
    private @Nullable Matcher matcher;

    PatternFinder(String name, Pattern pattern, int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("the longest match must have 1 character or more, but has " + maxLength);
        }
        this.name = name;
        this.pattern = pattern;
        this.maxLength = maxLength;
    }

    @Override
    public Finder forRequest(ChatRequest request) {
        return new PatternFinder(name, pattern, maxLength);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // it reads a stream, which is what hitEnd is for
    public void find(GuardedText text, GuardRule rule) {
        CountedText counted = counted(text);
        Matcher matcher = matcher(counted);
        int length = text.length();
        int at = text.from();
        counted.allow(length - at);
        while (at < length) {
            int end = Math.min(length, at + maxLength);
            matcher.region(at, end);
            boolean found = matcher.lookingAt();
            boolean full = end - at == maxLength;
            if (matcher.hitEnd() && !full && !text.isLast()) {
                rule.hold(text, at);
                return;
            }
            if (found && matcher.end() > at) {
                rule.found(text, at, matcher.end());
                at = matcher.end();
            } else {
                at += Character.charCount(Character.codePointAt(text, at));
            }
        }
    }

    private CountedText counted(GuardedText text) {
        if (counted == null || !counted.is(text)) {
            counted = new CountedText(name, text);
            matcher = null;
        }
        return counted;
    }

    private Matcher matcher(CountedText text) {
        Matcher known = matcher;
        if (known == null) {
            known = pattern.matcher(text);
            matcher = known;
        } else {
            known.reset(); // the text has grown
        }
        return known.useTransparentBounds(true).useAnchoringBounds(false);
    }
}
