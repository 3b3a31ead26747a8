package dev.aistreaming.spring.web;

import dev.aistreaming.store.StreamIds;
import org.jspecify.annotations.Nullable;

/**
 * The position from which a reconnecting browser continues.
 *
 * @param streamId the stream; invalid if the browser sent an invalid event id
 * @param afterEvent the number of the last event that the browser has seen
 */
public record ResumePoint(String streamId, long afterEvent) {

    /**
     * Events of a stream never have numbers above this one. If a reader has to make room for another, its last event has such a number,
     * so that an automatic reconnect can be recognized.
     */
    public static final long LET_GO = 900_000_000_000_000_000L;

    private static final ResumePoint UNKNOWN = new ResumePoint("", 0);

    /** More digits than any event number has, and few enough for a {@code long}. */
    private static final int MAX_DIGITS = 18;

    /**
     * Reads {@code Last-Event-ID}, which {@code EventSource} sends, or the parameter {@code lastEventId}; {@code null} for a new stream.
     */
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

    /** An invalid event id counts as the id of an unknown stream, because a new answer would cost money again. */
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
