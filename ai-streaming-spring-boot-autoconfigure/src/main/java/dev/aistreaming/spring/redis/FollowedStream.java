package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream that another instance writes, and its readers on this one. */
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

    /** The instance that writes it. */
    String producer() {
        return known.producer();
    }

    /** Where that writes. */
    StreamPlace place() {
        return known.place();
    }

    /** Another instance goes on with it; returns whether that was not known. */
    boolean goesOn(String producer, StreamPlace place) {
        boolean news = place.generation() > known.place().generation();
        if (news) {
            known = new Stored(producer, place, known.stream());
        }
        return news;
    }

    /** The name of the format that it is in. */
    String format() {
        return format;
    }

    /** Whether it had not ended when its first reader came. */
    boolean isLive() {
        return live;
    }

    /** Returns whether it is the only one. */
    boolean add(RemoteCursor cursor) {
        cursors.add(cursor);
        return cursors.size() == 1;
    }

    /** Returns whether it was the last one. */
    boolean remove(RemoteCursor cursor) {
        return cursors.remove(cursor) && cursors.isEmpty();
    }

    /** There may be more, which is asked with the next flush. */
    void grown() {
        heard = true;
        cursors.forEach(RemoteCursor::grown);
    }

    /** Whether it has grown since this was asked before. */
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
