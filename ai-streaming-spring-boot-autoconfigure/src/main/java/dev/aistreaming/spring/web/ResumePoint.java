package dev.aistreaming.spring.web;

import dev.aistreaming.store.StreamIds;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser that comes back left off.
 *
 * @param streamId which stream; not valid where the browser sent what is no event's id
 * @param afterEvent the number of the last event it has seen
 */
public record ResumePoint(String streamId, long afterEvent) {

    /**
     * The number before those that no event of a stream has. A reader that is let go ends with events of such numbers, so that a
     * browser that comes back by itself says that it is one.
     */
    public static final long LET_GO = 900_000_000_000_000_000L;

    private static final ResumePoint UNKNOWN = new ResumePoint("", 0);

    /** Longer than any number of an event, and short enough for a {@code long}. */
    private static final int MAX_DIGITS = 18;

    /** By {@code Last-Event-ID}, as {@code EventSource} sends it, or {@code lastEventId}; {@code null} for a new stream. */
    public static @Nullable ResumePoint ofCurrentRequest() {
        CurrentRequest request = CurrentRequest.get();
        if (request == null) {
            return null;
        }
        String id = request.header("Last-Event-ID");
        if (id == null || id.isBlank()) {
            id = request.parameter("lastEventId");
        }
        return id == null || id.isBlank() ? null : parse(id.strip());
    }

    /** What is no event's id of ours is one of an unknown stream: a new answer would be paid for again. */
    static ResumePoint parse(String eventId) {
        int colon = eventId.indexOf(':');
        String number = eventId.substring(colon + 1);
        if (colon < 0
                || !StreamIds.isValid(eventId.substring(0, colon))
                || number.isEmpty()
                || number.length() > MAX_DIGITS
                || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return UNKNOWN;
        }
        return new ResumePoint(eventId.substring(0, colon), Long.parseLong(number));
    }
}
