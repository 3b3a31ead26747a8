package dev.aistreaming.spring;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens to one stream: at the provider, attempt by attempt, and in the browser. Drawn by lot, the same for a seed. */
final class ChaosPlan {

    /** How an attempt fails before anything has been delivered, so that there may be another. */
    enum Hitch {
        CLOSE,
        RESET,
        RESET_AFTER_HEAD,
        RESET_AFTER_BEGINNING,
        RATE_LIMITED,
        RATE_LIMITED_AND_ASKED_BACK_NOW,
        RATE_LIMITED_AND_ASKED_BACK_SOON,
        OVERLOADED_AS_HTML,
        ERROR_FIRST,
        ERROR_AFTER_BEGINNING
    }

    /** How the last attempt goes. */
    enum Course {
        GOOD,
        DRIBBLE,
        ENDLESS,
        NOBODY_LISTENS,
        STALL_BEFORE_HEAD,
        STALL_AFTER_HEAD,
        STALL_AFTER_TEXT,
        RESET_AFTER_TEXT,
        END_IN_THE_MIDDLE_OF_A_CHARACTER,
        RESET_IN_THE_MIDDLE_OF_A_CHARACTER,
        GARBAGE,
        GARBAGE_AFTER_TEXT,
        ERROR_AFTER_TEXT,
        HTML,
        EMPTY;

        boolean good() {
            return this == GOOD || this == DRIBBLE || this == ENDLESS;
        }
    }

    /** What the browser does. */
    enum Reader {
        STAYS,
        READS_SLOWLY,
        LEAVES,
        BREAKS
    }

    static final int ATTEMPTS = 3;
    static final int MAX_CHARACTERS = 20_000;

    final int index;
    final Course course;
    final Reader reader;

    /** After how many bytes a browser leaves that does. */
    final int patience;

    private final List<Hitch> hitches = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();
    private final long seed;
    private final AtomicInteger attempts = new AtomicInteger();

    ChaosPlan(int index, long seed) {
        this.index = index;
        this.seed = seed + index;
        Random random = new Random(this.seed);
        // good answers are as frequent as all kinds of failures together
        course = random.nextBoolean() ? Course.GOOD : one(Course.values(), random);
        reader = random.nextInt(3) > 0 ? Reader.STAYS : one(Reader.values(), random);
        patience = random.nextInt(4) == 0 ? 0 : random.nextInt(1500);
        for (int left = random.nextInt(8) - 4; left > 0; left--) {
            hitches.add(one(Hitch.values(), random));
        }
        int count = 5 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            pieces.add(" «" + index + ":" + i + "» żółć 世界 👋🏽");
        }
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** Whether the browser gets a whole answer. */
    boolean endsWell() {
        return course.good() && hitches.size() < ATTEMPTS;
    }

    /** Whether the browser reads to the end. */
    boolean stays() {
        return reader == Reader.STAYS || reader == Reader.READS_SLOWLY;
    }

    /** The answer, or as much of it as anybody ever gets. */
    String text() {
        String once = String.join("", pieces);
        return course == Course.ENDLESS ? once.repeat(MAX_CHARACTERS / once.length() + 1) : once;
    }

    @Override
    public String toString() {
        return "stream " + index + " " + hitches + " " + course + ", asked " + attempts + " times, browser " + reader
                + " " + patience;
    }

    /** The provider's side of the next attempt. */
    void play(ScriptedConnection connection) throws IOException, InterruptedException {
        int attempt = attempts.getAndIncrement();
        Random random = new Random(seed * 31 + attempt);
        if (attempt < hitches.size()) {
            play(hitches.get(attempt), connection);
        } else {
            play(course, connection, random);
        }
    }

    private void play(Hitch hitch, ScriptedConnection connection) throws IOException {
        String error = "data: {\"error\":{\"message\":\"sorry\",\"type\":\"server_error\"}}\n\n";
        switch (hitch) {
            case CLOSE -> connection.close();
            case RESET -> connection.reset();
            case RESET_AFTER_HEAD -> {
                connection.head(200, "text/event-stream");
                connection.reset();
            }
            case RESET_AFTER_BEGINNING -> {
                connection.head(200, "text/event-stream");
                connection.chunk(opening());
                connection.reset();
            }
            case RATE_LIMITED -> connection.whole(429, "application/json", "{}");
            case RATE_LIMITED_AND_ASKED_BACK_NOW -> connection.whole(429, "application/json", "{}", "retry-after: 0");
            case RATE_LIMITED_AND_ASKED_BACK_SOON ->
                connection.whole(429, "application/json", "{}", "retry-after-ms: 1");
            case OVERLOADED_AS_HTML -> connection.whole(503, "text/html", "<h1>sorry</h1>");
            case ERROR_FIRST -> stream(connection, error);
            case ERROR_AFTER_BEGINNING -> stream(connection, opening() + error);
        }
    }

    private static void stream(ScriptedConnection connection, String body) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(body);
        connection.end();
    }

    private void play(Course course, ScriptedConnection connection, Random random)
            throws IOException, InterruptedException {
        switch (course) {
            case STALL_BEFORE_HEAD, NOBODY_LISTENS -> connection.waitForClientToLeave();
            case HTML -> connection.whole(200, "text/html", "<h1>Welcome to nginx!</h1>");
            case EMPTY -> connection.whole(200, "text/event-stream", "");
            default -> {
                connection.head(200, "text/event-stream");
                playBody(course, connection, random);
            }
        }
    }

    private void playBody(Course course, ScriptedConnection connection, Random random)
            throws IOException, InterruptedException {
        byte[] begun = wire(random.nextInt(pieces.size()));
        switch (course) {
            case DRIBBLE -> {
                inPieces(connection, whole(), random, 12, 2);
                connection.end();
            }
            case ENDLESS -> {
                connection.chunk(wire(0));
                while (true) {
                    for (String piece : pieces) {
                        connection.chunk(OpenAiWire.text(piece));
                    }
                }
            }
            case STALL_AFTER_HEAD -> connection.waitForClientToLeave();
            case STALL_AFTER_TEXT -> {
                inPieces(connection, begun, random, 400, 0);
                connection.waitForClientToLeave();
            }
            case RESET_AFTER_TEXT -> {
                inPieces(connection, begun, random, 400, 0);
                connection.reset();
            }
            case END_IN_THE_MIDDLE_OF_A_CHARACTER -> {
                inPieces(connection, inTheMiddleOfACharacter(), random, 400, 0);
                connection.end();
            }
            case RESET_IN_THE_MIDDLE_OF_A_CHARACTER -> {
                inPieces(connection, inTheMiddleOfACharacter(), random, 400, 0);
                connection.reset();
            }
            case GARBAGE -> {
                byte[] garbage = new byte[1 + random.nextInt(2000)];
                random.nextBytes(garbage);
                connection.chunk(garbage);
                connection.end();
            }
            case GARBAGE_AFTER_TEXT -> {
                inPieces(connection, begun, random, 400, 0);
                connection.chunk("data: {\"choices\":[{\"delta\":{\"content\":oops}}]}\n\n");
                connection.end();
            }
            case ERROR_AFTER_TEXT -> {
                inPieces(connection, begun, random, 400, 0);
                connection.chunk("data: {\"error\":{\"message\":\"sorry\",\"type\":\"server_error\"}}\n\n");
                connection.end();
            }
            default -> {
                inPieces(connection, whole(), random, 400, 0);
                connection.end();
            }
        }
    }

    /** Names the stream, so that the log tells which one it speaks of. */
    private String opening() {
        return OpenAiWire.opening().replace("gpt-test", "model-" + index);
    }

    /** The beginning of the answer with so many pieces of text. */
    private byte[] wire(int count) {
        StringBuilder wire = new StringBuilder(opening());
        pieces.subList(0, count).forEach(piece -> wire.append(OpenAiWire.text(piece)));
        return wire.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] whole() {
        String wire = new String(wire(pieces.size()), StandardCharsets.UTF_8) + OpenAiWire.ending();
        return wire.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] inTheMiddleOfACharacter() {
        byte[] wire = whole();
        int at = wire.length / 2;
        while ((wire[at] & 0xC0) != 0x80) { // not a byte in the middle of a character
            at--;
        }
        return Arrays.copyOf(wire, at);
    }

    private static void inPieces(ScriptedConnection connection, byte[] bytes, Random random, int largest, int pause)
            throws IOException, InterruptedException {
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(largest));
            connection.chunk(Arrays.copyOfRange(bytes, at, end));
            at = end;
            if (pause > 0) {
                Thread.sleep(pause);
            }
        }
    }
}
