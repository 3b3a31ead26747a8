package dev.aistreaming.sample;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.Random;

/** A provider that answers most questions well, at 20 tokens a second, and the others in every bad way. */
final class SoakProvider implements ScriptedServer.Script {

    private static final int TOKEN_MILLIS = 50;
    private static final int MEGABYTE = 1024 * 1024;

    private final Random random;

    SoakProvider(long seed) {
        random = new Random(seed);
    }

    /** What the token of this number is. */
    static String token(int number) {
        return "t" + number + " ";
    }

    @Override
    public void play(ScriptedConnection connection) throws IOException, InterruptedException {
        switch (random.nextInt(20)) {
            case 0 -> connection.whole(500, "application/json", "{\"error\":{\"message\":\"out of order\"}}");
            case 1 -> {
                tokens(connection);
                connection.close(); // cut off
            }
            case 2 -> {
                tokens(connection);
                connection.waitForClientToLeave(); // stalled
            }
            case 3 -> {
                connection.raw("SSH-2.0-OpenSSH_9.6\r\n");
                connection.close();
            }
            case 4 -> {
                connection.raw("HTTP/1.1 200 OK\r\nX-Long: ");
                connection.raw("x".repeat(MEGABYTE) + "\r\n\r\n");
                connection.close();
            }
            case 5 -> {
                connection.head(200, "text/event-stream");
                connection.chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":[[[\n\n");
                connection.reset();
            }
            default -> {
                tokens(connection);
                connection.chunk(OpenAiWire.ending());
                connection.end();
            }
        }
    }

    private void tokens(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        int count = 20 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            connection.chunk(OpenAiWire.text(token(i)));
            Thread.sleep(TOKEN_MILLIS);
        }
    }
}
