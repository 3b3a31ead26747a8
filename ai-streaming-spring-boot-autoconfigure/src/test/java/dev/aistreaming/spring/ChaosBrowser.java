package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser that asks for one planned stream, and checks what it gets. */
final class ChaosBrowser {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HUNG_MILLIS = 60_000;

    private final ChaosPlan plan;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    ChaosBrowser(ChaosPlan plan) {
        this.plan = plan;
    }

    /** Reads as planned. Returns whether an answer was whole. */
    boolean read(int port) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            boolean slow = plan.reader == ChaosPlan.Reader.READS_SLOWLY;
            if (slow) {
                socket.setReceiveBufferSize(4096);
            }
            socket.setSoTimeout(HUNG_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write(("GET /chaos?stream=" + plan.index + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            read(socket.getInputStream(), slow);
            if (plan.reader == ChaosPlan.Reader.BREAKS) {
                socket.setSoLinger(true, 0); // a reset instead of a good-bye
            }
        }
        return check();
    }

    private void read(InputStream in, boolean slow) throws IOException, InterruptedException {
        byte[] buffer = new byte[plan.stays() && !slow ? 16 * 1024 : 1024];
        int most = plan.stays() ? Integer.MAX_VALUE : plan.patience;
        while (received.size() < most) {
            int count = in.read(buffer, 0, Math.min(buffer.length, most - received.size()));
            if (count < 0) {
                return;
            }
            received.write(buffer, 0, count);
            if (slow) {
                Thread.sleep(1);
            }
        }
    }

    private boolean check() throws IOException {
        byte[] bytes = received.toByteArray();
        int body = endOfHead(bytes);
        if (body < 0) {
            assertThat(plan.stays()).as("a browser that stays gets a head").isFalse();
            return false;
        }
        String head = new String(bytes, 0, body, StandardCharsets.US_ASCII);
        assertThat(head).startsWith("HTTP/1.1 200").contains("text/event-stream");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        boolean ended = joinChunks(bytes, body, stream);
        if (plan.stays()) {
            assertThat(ended).as("the response ends as HTTP wants it").isTrue();
        }
        return checkEvents(stream.toString(StandardCharsets.UTF_8), ended);
    }

    private boolean checkEvents(String stream, boolean ended) {
        StringBuilder text = new StringBuilder();
        List<String> errors = new ArrayList<>();
        int done = 0;
        String last = "";
        for (String event : stream.substring(0, stream.lastIndexOf("\n\n") + 1).split("\n\n?", -1)) {
            if (event.isEmpty() || event.equals(": keep-alive")) {
                continue;
            }
            assertThat(event).startsWith("data: ");
            last = event.substring(6);
            if (last.equals("[DONE]")) {
                done++;
                continue;
            }
            JsonNode json = JSON.readTree(last);
            if (json.has("error")) {
                errors.add(last);
            } else {
                text.append(json.get("content").asString());
            }
        }
        assertThat(plan.text()).as("a beginning of this stream's own answer").startsWith(text);
        if (!ended) {
            assertThat(plan.stays()).isFalse();
            return false;
        }
        assertThat(done).as("[DONE] comes once in %s", received).isEqualTo(1);
        assertThat(last).as("[DONE] comes last").isEqualTo("[DONE]");
        if (plan.endsWell()) {
            assertThat(errors).isEmpty();
            if (plan.course == ChaosPlan.Course.ENDLESS) {
                assertThat(text.length()).isBetween(ChaosPlan.MAX_CHARACTERS - 1, ChaosPlan.MAX_CHARACTERS);
            } else {
                assertThat(text).hasToString(plan.text());
            }
        } else {
            assertThat(errors).as("one error").hasSize(1);
        }
        return plan.endsWell();
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 3; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns whether the last chunk has come. */
    private static boolean joinChunks(byte[] bytes, int from, ByteArrayOutputStream joined) {
        int at = from;
        while (true) {
            int line = at;
            while (line < bytes.length && bytes[line] != '\r') {
                line++;
            }
            if (line + 2 > bytes.length) {
                return false;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return true;
            }
            at = line + 2;
            joined.write(bytes, at, Math.min(size, bytes.length - at));
            at += size + 2;
            if (at >= bytes.length) {
                return false;
            }
        }
    }
}
