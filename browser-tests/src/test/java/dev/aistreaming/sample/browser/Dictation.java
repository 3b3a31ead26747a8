package dev.aistreaming.sample.browser;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An answer whose pieces the test hands over when it likes. */
final class Dictation implements ScriptedServer.Script {

    private static final String END = OpenAiWire.ending();

    private final BlockingQueue<String> chunks = new LinkedBlockingQueue<>();

    Dictation says(String text) {
        chunks.add(Wire.text(text));
        return this;
    }

    void ends() {
        chunks.add(END);
    }

    @Override
    public void play(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        for (String chunk = ""; !chunk.equals(END); ) {
            chunk = chunks.take();
            connection.chunk(chunk);
        }
        connection.end();
    }
}
