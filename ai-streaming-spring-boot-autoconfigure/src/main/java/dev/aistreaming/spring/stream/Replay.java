package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.web.BrowserConnection;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.Feed;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.spring.web.ResponseHead;
import dev.aistreaming.spring.web.ResumePoint;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.thread.OneAtATime;
import dev.aistreaming.thread.Threads;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser that reads a kept stream: first the events that exist already, then new ones as they arrive. */
final class Replay implements Feed, OpenStream {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    /** The approximate size of the pieces in which existing events are sent. */
    private static final int PIECE = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final StreamFormat format;
    private final Threads threads;
    private final BrowserConnection browser;
    private final @Nullable String streamId;
    private final Runnable onEnd;
    private final OneAtATime relay = new OneAtATime(this::relayWhatIsThere);
    private volatile @Nullable StreamCursor cursor;
    private volatile @Nullable AiException reason;
    private volatile boolean letGo;

    // used by the relaying thread only
    private boolean over;

    Replay(
            BrowserSettings settings,
            Threads threads,
            StreamFormat format,
            @Nullable String streamId,
            Responder responder,
            Runnable onEnd) {
        this.format = format;
        this.threads = threads;
        this.streamId = streamId;
        this.onEnd = onEnd;
        this.browser = new BrowserConnection(
                settings, threads, new ResponseHead(format.headers(), streamId, true), this, responder);
    }

    /** @param beginning tells the browser its position, so that it can reconnect before the first event; may be empty */
    void start(StreamCursor cursor, byte[] beginning) {
        this.cursor = cursor;
        browser.open(beginning);
    }

    /** Opening the stream is over. */
    void opened() {
        browser.opened();
    }

    /** Called when there may be more to read or to write. Only one thread at a time relays; this one does if that cannot block. */
    void wakeUp() {
        if (relay.claim()) {
            if (browser.isNonBlocking()) {
                relay.runClaimed();
            } else {
                threads.execute(relay::runClaimed);
            }
        }
    }

    private void relayWhatIsThere() {
        StreamCursor from = cursor;
        try {
            while (!over && from != null && browser.takes() && !browser.hasEnded()) {
                AiException early = reason;
                if (early != null) {
                    throw early;
                }
                StreamChunk chunk = from.next();
                if (chunk == null) {
                    endIfSeen(from);
                    return;
                }
                relay(chunk, from);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Ends the response if the stream has ended, which is possible right after the browser's position was found to be up to date. */
    private void endIfSeen(StreamCursor from) {
        if (from.ended()) {
            writeLast(NOTHING);
        }
    }

    /** Writes a chunk together with others that are available already. */
    private void relay(StreamChunk first, StreamCursor from) {
        StreamChunk last = first;
        StreamChunk more = nextOf(last, from);
        if (more == null) {
            write(first.events(), first.end());
            return;
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
        piece.writeBytes(first.events());
        while (more != null) {
            last = more;
            piece.writeBytes(last.events());
            more = piece.size() < PIECE ? nextOf(last, from) : null;
        }
        write(piece.toByteArray(), last.end());
    }

    /** Returns the next chunk. On a failure, the events before it are written first. */
    private @Nullable StreamChunk nextOf(StreamChunk chunk, StreamCursor from) {
        try {
            return chunk.end() ? null : from.next();
        } catch (AiException e) {
            reason = e;
            return null;
        }
    }

    private void fail(Throwable failure) {
        AiException told;
        if (failure instanceof AiException known) {
            told = known;
        } else {
            log.error("{} failed", this, failure);
            told = AiException.of(ErrorCode.INTERNAL).cause(failure).build();
        }
        over = true;
        if (format.isNonBlocking()) {
            writeError(told);
        } else {
            threads.execute(() -> writeError(told));
        }
    }

    private void writeError(AiException error) {
        SseEncoder out = letGo && streamId != null ? new SseEncoder(streamId, ResumePoint.LET_GO) : new SseEncoder();
        StreamInfo stream = StreamInfo.of(streamId == null ? "" : streamId);
        writeLast(AnswerEncoder.errorEvents(format, out, stream, error));
    }

    private void write(byte[] events, boolean end) {
        if (end) {
            writeLast(events);
        } else {
            browser.write(events);
        }
    }

    private void writeLast(byte[] events) {
        over = true; // even if the browser does not take it yet
        browser.writeLast(events);
    }

    /** Does nothing: the relaying thread asks the browser itself. */
    @Override
    public void pause() {}

    @Override
    public void resume() {
        wakeUp();
    }

    @Override
    public void end(AiException reason) {
        this.reason = reason;
        wakeUp();
    }

    @Override
    public void letGo() {
        letGo = true;
        end(AiException.of(ErrorCode.CANCELLED)
                .userMessage("This answer is being read in too many places; this one had to make room.")
                .build());
        if (!browser.takes()) {
            breakOff(); // the browser would not take the end either
        }
    }

    @Override
    public void breakOff() {
        browser.breakOff();
    }

    @Override
    public void tookNothing() {
        breakOff();
    }

    @Override
    public void browserLeft() {
        close();
    }

    @Override
    public void ended() {
        close();
        onEnd.run();
    }

    private void close() {
        StreamCursor from = cursor;
        if (from != null) {
            try {
                from.close();
            } catch (Throwable e) {
                log.error("{} could not be closed", this, e);
            }
        }
    }

    @Override
    public String toString() {
        return "reader of a stream, " + browser;
    }
}
