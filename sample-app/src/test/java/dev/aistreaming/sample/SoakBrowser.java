package dev.aistreaming.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** A user who asks, and often leaves, again and again. */
final class SoakBrowser implements Runnable {

    private final URI uri;
    private final Random random;
    private final AtomicBoolean over;
    private final Tally tally;

    /** What the browsers have seen. */
    static final class Tally {
        final LongAdder whole = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder left = new LongAdder();

        /** Answers that are neither whole nor said to have failed. */
        final LongAdder wrong = new LongAdder();

        @Override
        public String toString() {
            return "whole " + whole + ", failed " + failed + ", left " + left + ", wrong " + wrong;
        }
    }

    SoakBrowser(URI uri, long seed, AtomicBoolean over, Tally tally) {
        this.uri = uri;
        this.random = new Random(seed);
        this.over = over;
        this.tally = tally;
    }

    @Override
    public void run() {
        while (!over.get()) {
            try {
                switch (random.nextInt(10)) {
                    case 0 -> resetAtOnce();
                    case 1, 2 -> read(random.nextInt(40));
                    default -> read(Integer.MAX_VALUE);
                }
            } catch (IOException e) {
                tally.wrong.increment();
            }
        }
    }

    private void resetAtOnce() throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoLinger(true, 0);
            String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: soak\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            tally.left.increment();
        }
    }

    private void read(int events) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            int tokens = 0;
            boolean error = false;
            boolean finished = false;
            boolean done = false;
            int seen = 0;
            for (String line = lines.readLine(); line != null && seen < events; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    seen++;
                    done = line.equals("data: [DONE]");
                    error |= line.startsWith("data: {\"error\"");
                    finished |= line.contains("\"finishReason\":\"stop\"");
                    if (line.equals("data: {\"content\":\"" + SoakProvider.token(tokens) + "\"}")) {
                        tokens++;
                    } else if (line.startsWith("data: {\"content\"")) {
                        tally.wrong.increment();
                        return;
                    }
                }
            }
            count(seen >= events, done, error, finished);
        } finally {
            connection.disconnect();
        }
    }

    private void count(boolean gone, boolean done, boolean error, boolean finished) {
        if (gone) {
            tally.left.increment();
        } else if (done && error != finished) {
            (error ? tally.failed : tally.whole).increment();
        } else {
            tally.wrong.increment();
        }
    }
}
