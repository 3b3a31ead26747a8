package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many answers to browsers whose connections are cut at random places, all the time. */
final class CutConnections {

    private static final long SEED = 20_261_124;

    /** Each is cut at some fifty places. */
    private static final int ANSWERS = Integer.getInteger("cut.answers", 60);

    private static final int CUTS = 50;
    private static final int PIECES = 200;
    private static final int MOST_EVENTS_AT_A_TIME = 7;
    private static final int BROWSERS = 8;
    private static final long PACE_NANOS = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("answer (\\d+);");

    private final HttpClient client = HttpClient.newHttpClient();

    /** A provider that answers each question with a text of its own, a little at a time. */
    static ScriptedServer provider() {
        return new ScriptedServer(CutConnections::play);
    }

    private static void play(ScriptedConnection connection) throws IOException {
        Matcher number = NUMBER.matcher(connection.request().body());
        if (!number.find()) {
            throw new IOException("not a question of this test");
        }
        int answer = Integer.parseInt(number.group(1));
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        for (int i = 0; i < PIECES; i++) {
            LockSupport.parkNanos(PACE_NANOS);
            connection.chunk(OpenAiWire.text(piece(answer, i)));
        }
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    private static String piece(int answer, int index) {
        return " " + answer + "/" + index;
    }

    /**
     * Reads all answers, each over many connections.
     *
     * @param url where one connection of a browser goes: the how-manieth it is
     */
    void readAll(IntFunction<String> url) throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < ANSWERS; i++) {
                int answer = i;
                running.add(browsers.submit(() -> {
                    read(answer, url);
                    return null;
                }));
            }
            for (Future<?> browser : running) {
                browser.get();
            }
        } finally {
            browsers.shutdownNow();
        }
    }

    private void read(int answer, IntFunction<String> url) throws IOException, InterruptedException {
        Random random = new Random(SEED + answer);
        ReturningBrowser browser = new ReturningBrowser(client);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            expected.append(piece(answer, i));
        }
        String question = "/chat?question=answer%20" + answer + ";";
        browser.read(url.apply(0) + question, 1); // without an event's id there is nothing to come back with
        for (int cut = 1; cut <= CUTS && !browser.done(); cut++) {
            browser.read(url.apply(cut) + question, random.nextInt(MOST_EVENTS_AT_A_TIME + 1));
        }
        while (!browser.done()) {
            browser.read(url.apply(0) + question, Integer.MAX_VALUE);
        }
        assertThat(browser.errors()).as("errors of answer %d", answer).isEmpty();
        assertThat(browser.text()).as("answer %d", answer).isEqualTo(expected.toString());
    }

    /** To be compared with how often the provider was asked. */
    static int answers() {
        return ANSWERS;
    }
}
