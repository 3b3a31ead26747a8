package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream of another instance, and its readers on this one. */
final class FollowedStream {

    private final String id;
    private final String format;
    private final boolean live;
    private final List<RemoteCursor> cursors = new CopyOnWriteArrayList<>();
    private volatile boolean heard;
    private volatile Stored known;

    FollowedStream(String id, Stored found) {
        this.id = id;
        this.known = found;
        this.format = found.stream().format();
        this.live = !found.stream().ended();
    }

    String id() {
        return id;
    }

    /** Returns the instance that writes the stream. */
    String producer() {
        return known.producer();
    }

    /** Returns the place in which the producer writes. */
    StreamPlace place() {
        return known.place();
    }

    /** Called when another instance continues the stream. Returns whether this is news. */
    boolean goesOn(String producer, StreamPlace place) {
        boolean news = place.generation() > known.place().generation();
        if (news) {
            known = new Stored(producer, place, known.stream());
        }
        return news;
    }

    /** Returns the name of the stream's format. */
    String format() {
        return format;
    }

    /** Whether the stream had not ended when its first reader came. */
    boolean isLive() {
        return live;
    }

    /** Adds a reader. Returns whether it is the only one. */
    boolean add(RemoteCursor cursor) {
        cursors.add(cursor);
        return cursors.size() == 1;
    }

    /** Removes a reader. Returns whether it was the last one. */
    boolean remove(RemoteCursor cursor) {
        return cursors.remove(cursor) && cursors.isEmpty();
    }

    /** Called when there may be more events. The next flush asks for them. */
    void grown() {
        heard = true;
        cursors.forEach(RemoteCursor::grown);
    }

    /** Whether the stream has grown since the previous call. */
    boolean wasHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    void look(Optional<Stored> found) {
        if (found.isPresent()) {
            cursors.forEach(cursor -> cursor.look(found.get()));
        } else {
            fail(ErrorCode.STREAM_EXPIRED);
        }
    }

    void fail(ErrorCode code) {
        cursors.forEach(cursor -> cursor.fail(code));
    }
}
