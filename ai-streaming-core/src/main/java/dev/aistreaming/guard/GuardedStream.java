package dev.aistreaming.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One text on its way through its guards: what may leave of it, and what has left. */
final class GuardedStream {

    private static final Logger log = LoggerFactory.getLogger(GuardedStream.class);

    private final Guard[] guards;
    private final Guard.Place place;
    private final List<GuardObserver> observers;
    private final GuardedText text = new GuardedText();
    private final Edits edits = new Edits();

    /** How much of the whole text comes before what is kept. */
    private int before;

    /** Indexes of what is kept. */
    private int left;

    private int decided;
    private int nextFinding;
    private int earlierSteps;
    private @Nullable Guard endedBy;

    GuardedStream(List<Guard> guards, Guard.Place place, List<GuardObserver> observers) {
        this.guards = guards.toArray(Guard[]::new);
        this.place = place;
        this.observers = observers;
    }

    /** The whole of a text that does not stream. */
    String whole(String whole) {
        text.buffer().append(whole);
        look(GuardedText.Moment.END);
        String taken = takeUpTo(length());
        return edits.isEmpty() && endedBy == null ? whole : taken;
    }

    /** Returns whether all of it leaves as it is, and at once. */
    boolean passes(String more) {
        text.buffer().append(more);
        look(GuardedText.Moment.FLOWING);
        if (decided < text.length()
                || left != text.length() - more.length()
                || !text.findings().isEmpty()) {
            return false;
        }
        left = decided;
        settle();
        return true;
    }

    /** Asks all guards again, at an occasion other than that more has come. */
    void look(GuardedText.Moment moment) {
        decided = text.look(guards, moment);
        nextFinding = 0;
    }

    /** How much has come. */
    int length() {
        return before + text.length();
    }

    /** Whether something has come that has not left. */
    boolean holds() {
        return left < text.length();
    }

    /** How much has left, or what took its place. */
    int left() {
        return before + left;
    }

    /** What leaves now, up to a place in the whole text; what was found there leaves in one. May be empty. */
    String takeUpTo(int end) {
        int limit = Math.min(end - before, decided);
        if (left >= limit || endedBy != null) {
            return "";
        }
        if (text.findings().isEmpty()) {
            String taken = text.buffer().text(left, limit);
            left = limit;
            return taken;
        }
        StringBuilder taken = new StringBuilder();
        Finding finding;
        while (left < limit && (finding = next(limit)) != null) {
            if (finding.start() > left) {
                taken.append(text.buffer().text(left, finding.start()));
                left = finding.start();
            }
            take(finding, taken);
            if (endedBy != null) {
                return taken.toString();
            }
        }
        if (left < limit) {
            taken.append(text.buffer().text(left, limit));
            left = limit;
        }
        return taken.toString();
    }

    private @Nullable Finding next(int limit) {
        List<Finding> findings = text.findings();
        while (nextFinding < findings.size() && findings.get(nextFinding).end() <= left) {
            nextFinding++; // it has left already
        }
        return nextFinding < findings.size() && findings.get(nextFinding).start() < limit
                ? findings.get(nextFinding)
                : null;
    }

    private void take(Finding finding, StringBuilder taken) {
        tell(finding);
        if (finding.action() == GuardAction.END) {
            endedBy = finding.guard();
            return;
        }
        String replacement = finding.replacement();
        if (replacement == null) {
            replacement = masked(text.buffer().text(left, finding.end()));
        }
        taken.append(replacement);
        edits.add(before + left, before + finding.end(), replacement);
        left = finding.end();
    }

    private static String masked(String found) {
        StringBuilder mask = new StringBuilder(found.length());
        found.codePoints().forEach(c -> mask.append(Character.isWhitespace(c) ? (char) c : '*'));
        return mask.toString();
    }

    private void tell(Finding finding) {
        for (GuardObserver observer : observers) {
            try {
                observer.found(finding.guard().name(), place, finding.action());
            } catch (Throwable e) {
                log.error("What a guard has found could not be noted", e);
            }
        }
    }

    /** All that is decided has been taken, and more may come. */
    void settle() {
        int dropped = text.decidedUpTo(decided);
        before += dropped;
        left -= dropped;
        decided -= dropped;
    }

    /** Who has ended the answer; {@code null}: nobody. */
    @Nullable
    Guard endedBy() {
        return endedBy;
    }

    /** The next step begins where this one ends. */
    void stepFinished() {
        earlierSteps = length();
    }

    /** What this step has brought is void. */
    void reset() {
        text.clear();
        edits.forgetFrom(earlierSteps);
        before = earlierSteps;
        left = 0;
        decided = 0;
    }

    /** A whole answer's text as it has left. */
    String wholeAsLeft(String original) {
        return original.length() == length() && endedBy == null
                ? edits.isEmpty() ? original : edits.applyTo(original, original.length())
                : again(original);
    }

    /** Another text as it would leave, of which nobody is told. */
    String again(String other) {
        return new GuardedStream(List.of(guards), place, List.of()).whole(other);
    }

    /** As much of a text as has left. */
    String soFar(String original) {
        return edits.applyTo(original, Math.min(original.length(), left()));
    }
}
