package dev.aistreaming.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoder finds: events are views that the decoder uses again. */
final class RecordedEvents implements SseListener {

    record Seen(String type, String data) {}

    final List<Seen> events = new ArrayList<>();
    final List<String> errorFields = new ArrayList<>();
    int backingArray;

    @Override
    public void onEvent(SseEvent event) {
        events.add(new Seen(event.type(), event.data()));
        backingArray = event.bytes().length;
    }

    @Override
    public void onErrorField(SseEvent event) {
        errorFields.add(event.data());
    }

    List<String> data() {
        return events.stream().map(Seen::data).toList();
    }

    /** The events of a stream that comes in one piece. */
    static RecordedEvents of(String stream) {
        return of(utf8(stream));
    }

    /** The events of a stream that comes in these pieces. */
    static RecordedEvents of(byte[]... pieces) {
        RecordedEvents recorded = new RecordedEvents();
        SseDecoder decoder = new SseDecoder(recorded);
        for (byte[] piece : pieces) {
            decoder.feed(ByteBuffer.wrap(piece));
        }
        decoder.end();
        return recorded;
    }

    static RecordedEvents byteByByte(byte[] stream) {
        byte[][] pieces = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            pieces[i] = new byte[] {stream[i]};
        }
        return of(pieces);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
