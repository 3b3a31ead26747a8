package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.http.Headers;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.sse.SseEvent;
import dev.aistreaming.sse.SseListener;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The way of an answer through the core, whole and part by part, without network and threads. Each method takes one answer of
 * {@link Wire#TOKENS} tokens, so that what is made once per answer has its share, and returns something that depends on all of
 * its work.
 */
final class CorePath {

    private static final StreamInfo STREAM = StreamInfo.of("0123456789abcdef0123456789abcdef");

    private final Wire wire;
    private final List<ByteBuffer> reads = new ArrayList<>();
    private final List<byte[]> documents = new ArrayList<>();
    private final List<StreamEvent> events = new ArrayList<>();
    private final ErrorReader errors;
    private long seen;

    CorePath(Wire wire) {
        this.wire = wire;
        this.errors = new ErrorReader(
                ProviderSettings.of("benchmark", wire.type),
                new Asked("m", URI.create("http://localhost")),
                200,
                Headers.of(Map.of()));
        SseDecoder decoder = new SseDecoder(new SseListener() {
            @Override
            public void onEvent(SseEvent event) {
                if (!event.dataIs("[DONE]")) {
                    documents.add(Arrays.copyOfRange(event.bytes(), event.offset(), event.offset() + event.length()));
                }
            }

            @Override
            public void onErrorField(SseEvent event) {}
        });
        for (byte[] event : wire.events()) {
            reads.add(ByteBuffer.wrap(event));
            if (wire.isServerSentEvents()) {
                decoder.feed(ByteBuffer.wrap(event));
            } else {
                documents.add(wire.document(event));
            }
        }
        answer(events::add);
        events.removeIf(event -> !(event instanceof StreamEvent.Content));
        if (events.size() != Wire.TOKENS) {
            throw new IllegalStateException(wire + ": " + events.size() + " tokens found");
        }
    }

    /** Bytes to events of SSE. */
    long decode() {
        seen = 0;
        if (!wire.isServerSentEvents()) {
            return reads.size(); // has a framing of its own, which is part of the whole
        }
        SseDecoder decoder = new SseDecoder(new SseListener() {
            @Override
            public void onEvent(SseEvent event) {
                seen += event.length();
            }

            @Override
            public void onErrorField(SseEvent event) {
                seen--;
            }
        });
        for (ByteBuffer read : reads) {
            decoder.feed(read.rewind());
        }
        return seen;
    }

    /** JSON documents to events of the answer. */
    long map() {
        seen = 0;
        EventMapper mapper = wire.newMapper();
        Answer answer = new Answer("benchmark", UnaryOperator.identity(), event -> seen++);
        try (DocumentParser parser = new DocumentParser()) {
            for (byte[] document : documents) {
                parser.read(document, 0, document.length, 0, json -> mapper.map(json, wire::tokenName, answer));
            }
        }
        return seen;
    }

    /** Events of the answer to what the browser gets, one write per token. */
    long encode() {
        SseEncoder out = new SseEncoder();
        StreamEncoder encoder = JsonFormat.CONTENT_ONLY.newEncoder(out, STREAM);
        long bytes = 0;
        for (StreamEvent event : events) {
            event.accept(encoder);
            bytes += out.take().length;
        }
        return bytes;
    }

    /** All of it: bytes of a provider to bytes for a browser, one write per read. */
    long whole() {
        return whole(JsonFormat.CONTENT_ONLY);
    }

    /** All of it, for a front end that speaks like this. */
    long whole(StreamFormat format) {
        SseEncoder out = new SseEncoder();
        StreamEncoder encoder = format.newEncoder(out, STREAM);
        Answer answer = new Answer("benchmark", UnaryOperator.identity(), event -> event.accept(encoder));
        ResponseBody body = wire.type
                .protocol()
                .newBody(new BodyContext(answer, errors, SseDecoder.DEFAULT_MAX_EVENT_BYTES, () -> false));
        long bytes = 0;
        for (ByteBuffer read : reads) {
            body.read(read.rewind());
            if (!out.isEmpty()) {
                bytes += out.take().length;
            }
        }
        body.end();
        encoder.complete(answer.complete());
        return bytes + out.take().length;
    }

    private void answer(Consumer<StreamEvent> listener) {
        Answer answer = new Answer("benchmark", UnaryOperator.identity(), listener);
        ResponseBody body = wire.type
                .protocol()
                .newBody(new BodyContext(answer, errors, SseDecoder.DEFAULT_MAX_EVENT_BYTES, () -> false));
        reads.forEach(read -> body.read(read.rewind()));
        body.end();
    }
}
