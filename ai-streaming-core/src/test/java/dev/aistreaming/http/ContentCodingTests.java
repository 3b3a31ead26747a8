package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingTests extends TransportFixture {

    private static final String TEXT = "data: Grüße, 世界 👋\n\n".repeat(50);

    private interface Coding {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] coded(String text, Coding coding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.over(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static OutputStream withoutHead(OutputStream out) {
        return new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
    }

    private static String read(String coding, byte[]... pieces) throws MalformedContentException {
        InflatedBody body = Objects.requireNonNull(InflatedBody.of(Headers.of(Map.of("Content-Encoding", coding))));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            body.feed(ByteBuffer.wrap(piece));
            for (ByteBuffer next = body.next(); next != null; next = body.next()) {
                byte[] plain = new byte[next.remaining()];
                next.get(plain);
                read.writeBytes(plain);
            }
        }
        body.close();
        return read.toString(StandardCharsets.UTF_8);
    }

    private static void assertReadWhereverItIsCut(String coding, byte[] bytes) throws MalformedContentException {
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(coding, Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void readsGzipWhereverItIsCut() throws MalformedContentException {
        assertReadWhereverItIsCut("gzip", coded(TEXT, GZIPOutputStream::new));
    }

    @Test
    void readsDeflateWhereverItIsCut() throws MalformedContentException {
        assertReadWhereverItIsCut("deflate", coded(TEXT, DeflaterOutputStream::new));
    }

    @Test
    void readsDeflateWithoutItsHeadWhereverItIsCut() throws MalformedContentException {
        assertReadWhereverItIsCut("deflate", coded(TEXT, ContentCodingTests::withoutHead));
    }

    @Test
    void readsGzipWithAllThatItsHeadMayHold() throws MalformedContentException {
        byte[] plain = coded(TEXT, GZIPOutputStream::new);
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0});
        full.writeBytes(new byte[] {3, 0, 'e', 'x', 't'});
        full.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        full.writeBytes(new byte[] {1, 2});
        full.writeBytes(Arrays.copyOfRange(plain, 10, plain.length));

        assertReadWhereverItIsCut("gzip", full.toByteArray());
    }

    @Test
    void refusesABodyThatIsNotWhatItSays() {
        byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read("gzip", plain)).isInstanceOf(MalformedContentException.class);
        assertThatThrownBy(() -> read("deflate", plain)).isInstanceOf(MalformedContentException.class);
    }

    private static String codingHeader(String coding) {
        return "Content-Encoding: " + coding;
    }

    @Test
    void deliversACompressedStreamAsItComes() {
        CountDownLatch first = new CountDownLatch(1);
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                first.countDown();
            }
        };
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            GZIPOutputStream gzip = new GZIPOutputStream(bytes, true);
            connection.head(200, "text/event-stream", codingHeader("gzip"));
            gzip.write("Compressed".getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            connection.chunk(bytes.toByteArray());
            bytes.reset();
            first.await();
            gzip.write(" words.".getBytes(StandardCharsets.UTF_8));
            gzip.close();
            connection.chunk(bytes.toByteArray());
            connection.end();
        })) {
            transport.newExchange(post(server.url()), listener).start();

            assertThat(listener.body()).isEqualTo("Compressed words.");
        }
    }

    @Test
    void givesUpABodyThatGrowsBeyondMeasure() {
        byte[] bomb = coded("a".repeat(50_000_000), GZIPOutputStream::new);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream", codingHeader("gzip"));
            connection.chunk(bomb);
            connection.waitForClientToLeave();
        })) {
            RecordingExchangeListener listener = ask(server.url());

            assertThat(listener.failure()).isInstanceOf(MalformedContentException.class);
            assertThat(listener.received()).isLessThan(5_000_000);
        }
    }

    @Test
    void aPausedListenerGetsNoMoreOfACompressedBody() {
        String text = "0123456789abcdef".repeat(30_000);
        Exchange[] exchange = new Exchange[1];
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                exchange[0].pause();
            }
        };
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream", codingHeader("gzip"));
            connection.chunk(coded(text, GZIPOutputStream::new));
            connection.end();
        })) {
            exchange[0] = transport.newExchange(post(server.url()), listener);
            exchange[0].start();
            org.awaitility.Awaitility.await().until(() -> listener.received() > 0);
            int received = listener.received();
            assertThat(received).isLessThan(10_000);

            while (!listener.hasEnded()) {
                exchange[0].resume();
            }
            assertThat(listener.body()).isEqualTo(text);
        }
    }

    @Test
    void refusesACodingThatNobodyCanRead() {
        try (ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok", codingHeader("br"))) {
            assertThat(ask(server.url()).failure())
                    .isInstanceOf(MalformedContentException.class)
                    .hasMessageContaining("br");
        }
    }
}
