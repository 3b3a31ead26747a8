package dev.aistreaming.spring.stream;

import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.StreamChunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The format of a stream that continues after another writer.
 *
 * @param written the chunks of the other writer
 */
record TakenOverFormat(StreamFormat delegate, List<StreamChunk> written) implements StreamFormat {

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public Map<String, String> headers() {
        return delegate.headers();
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        List<String> data = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(event -> data.add(event.data()), Integer.MAX_VALUE);
        written.forEach(chunk -> decoder.feed(ByteBuffer.wrap(chunk.events())));
        return delegate.takeOver(out, stream, data);
    }

    @Override
    public boolean canReset() {
        return delegate.canReset();
    }

    @Override
    public boolean isNonBlocking() {
        return delegate.isNonBlocking();
    }

    @Override
    public boolean needsContext() {
        return delegate.needsContext();
    }
}
