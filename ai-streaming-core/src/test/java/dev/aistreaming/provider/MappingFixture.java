package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.http.Headers;
import dev.aistreaming.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plays the body of a response with status 200 and keeps what comes of it. */
final class MappingFixture {

    private final ProviderType type;
    private final WireProtocol protocol;
    private final String contentType;
    private final int maxEventBytes;

    MappingFixture(ProviderType type) {
        this(type, type.protocol(), "text/event-stream", SseDecoder.DEFAULT_MAX_EVENT_BYTES);
    }

    /** For a protocol that no provider speaks. */
    MappingFixture(WireProtocol protocol, String contentType) {
        this(ProviderType.OPENAI, protocol, contentType, SseDecoder.DEFAULT_MAX_EVENT_BYTES);
    }

    private MappingFixture(ProviderType type, WireProtocol protocol, String contentType, int maxEventBytes) {
        this.type = type;
        this.protocol = protocol;
        this.contentType = contentType;
        this.maxEventBytes = maxEventBytes;
    }

    /** The same where the response calls itself something else. */
    MappingFixture contentType(String contentType) {
        return new MappingFixture(type, protocol, contentType, maxEventBytes);
    }

    /** The same with this limit. */
    MappingFixture maxEventBytes(int maxEventBytes) {
        return new MappingFixture(type, protocol, contentType, maxEventBytes);
    }

    /** A stream of events that have these data and no type. */
    static String data(String... data) {
        StringBuilder stream = new StringBuilder();
        for (String each : data) {
            stream.append("data: ").append(each).append("\n\n");
        }
        return stream.toString();
    }

    /** The body in one piece, properly ended. */
    Outcome play(String body) {
        return play(utf8(body));
    }

    /** The body in pieces, properly ended. */
    Outcome play(byte[]... pieces) {
        return new Run().play(null, pieces);
    }

    /** The body in two pieces. */
    Outcome playCutAt(int cut, byte[] body) {
        return play(Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length));
    }

    Outcome playByteByByte(byte[] body) {
        byte[][] pieces = new byte[body.length][];
        for (int i = 0; i < body.length; i++) {
            pieces[i] = new byte[] {body[i]};
        }
        return play(pieces);
    }

    /** The body in one piece, and then the connection breaks. */
    Outcome playAndBreak(String body) {
        return playAndBreak(utf8(body));
    }

    /** The body in one piece, and then the connection breaks. */
    Outcome playAndBreak(byte[] body) {
        return new Run().play(new IOException("connection reset"), body);
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a call delivered. */
    record Outcome(
            List<StreamEvent> events,
            @Nullable ChatResponse response,
            @Nullable AiException error) {

        /** The answer, of which there must be one. */
        ChatResponse answer() {
            if (response == null) {
                throw new AssertionError("no answer but", error);
            }
            return response;
        }

        /** The error, of which there must be one. */
        AiException failure() {
            if (error == null) {
                throw new AssertionError("no error but " + response);
            }
            return error;
        }

        ErrorCode code() {
            return failure().code();
        }

        /** The texts of the content events, joined: also where the answer broke off. */
        String content() {
            StringBuilder joined = new StringBuilder();
            for (StreamEvent event : events) {
                joined.append(event instanceof StreamEvent.Content content ? content.text() : "");
            }
            return joined.toString();
        }

        /** The texts of the reasoning events, joined. */
        String reasoning() {
            StringBuilder joined = new StringBuilder();
            for (StreamEvent event : events) {
                joined.append(event instanceof StreamEvent.Reasoning reasoning ? reasoning.text() : "");
            }
            return joined.toString();
        }
    }

    /** One call, as {@link HttpChatCall} makes it, without its threads. */
    private final class Run {
        private final List<StreamEvent> events = new ArrayList<>();
        private final Answer answer = new Answer("test", UnaryOperator.identity(), events::add);
        private final ErrorReader errors = new ErrorReader(
                ProviderSettings.of("test", type),
                new Asked("m", URI.create("http://localhost/v1")),
                200,
                Headers.of(Map.of("content-type", contentType)));

        Outcome play(@Nullable Throwable end, byte[]... pieces) {
            ResponseBody body = protocol.newBody(new BodyContext(answer, errors, maxEventBytes, () -> false));
            try {
                read(body, end, pieces);
                return new Outcome(events, answer.complete(), null);
            } catch (AiException e) {
                return new Outcome(events, null, answer.addTo(e));
            }
        }

        private void read(ResponseBody body, @Nullable Throwable end, byte[]... pieces) {
            for (byte[] piece : pieces) {
                body.read(ByteBuffer.wrap(piece));
                if (answer.terminated()) {
                    return;
                }
            }
            if (end == null) {
                body.end();
            } else {
                body.breakOff(end);
            }
        }
    }
}
