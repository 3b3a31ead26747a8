package dev.aistreaming.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A text on its way through its guards: what may be passed on, and what has been. */
final class GuardedStream {

    private static final Logger log = LoggerFactory.getLogger(GuardedStream.class);

    private final Guard[] guards;
    private final Guard.Place place;
    private final List<GuardObserver> observers;
    private final GuardedText text = new GuardedText();
    private final Edits edits = new Edits();

    /** How much of the complete text comes before what is kept. */
    private int before;

    /** Indices into what is kept. */
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

    /** Guards a complete text, which is not streamed. */
    String whole(String whole) {
        text.buffer().append(whole);
        look(GuardedText.Moment.END);
        String taken = takeUpTo(length());
        return edits.isEmpty() && endedBy == null ? whole : taken;
    }

    /** Returns whether all of it can be passed on unchanged and immediately. */
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

    /** Asks all guards again, although no more text has arrived. */
    void look(GuardedText.Moment moment) {
        decided = text.look(guards, moment);
        nextFinding = 0;
    }

    /** How much has arrived. */
    int length() {
        return before + text.length();
    }

    /** Whether some text is held back. */
    boolean holds() {
        return left < text.length();
    }

    /** How much of the original text has been passed on or replaced. */
    int left() {
        return before + left;
    }

    /**
     * Takes what may be passed on now, up to a position in the complete text. A finding there is passed on as a unit. May be empty.
     */
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
            nextFinding++; // it has been passed on already
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
                log.error("An observer of guards failed", e);
            }
        }
    }

    /** Everything that is decided has been taken, and more may arrive. */
    void settle() {
        int dropped = text.decidedUpTo(decided);
        before += dropped;
        left -= dropped;
        decided -= dropped;
    }

    /** The guard that ended the answer, or {@code null}. */
    @Nullable
    Guard endedBy() {
        return endedBy;
    }

    /** The next step begins where this one ends. */
    void stepFinished() {
        earlierSteps = length();
    }

    /** Everything this step has delivered is void. */
    void reset() {
        text.clear();
        edits.forgetFrom(earlierSteps);
        before = earlierSteps;
        left = 0;
        decided = 0;
    }

    /** The text of a complete answer as it was passed on. */
    String wholeAsLeft(String original) {
        return original.length() == length() && endedBy == null
                ? edits.isEmpty() ? original : edits.applyTo(original, original.length())
                : again(original);
    }

    /** Guards another text without notifying observers. */
    String again(String other) {
        return new GuardedStream(List.of(guards), place, List.of()).whole(other);
    }

    /** The part of a text that has been passed on. */
    String soFar(String original) {
        return edits.applyTo(original, Math.min(original.length(), left()));
    }
}
