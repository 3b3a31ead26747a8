package dev.aistreaming.sample.browser;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The provider behind the sample. Each test says how it answers, and sees who has asked. */
final class Provider implements ScriptedServer.Script {

    private final List<ScriptedConnection> asked = new CopyOnWriteArrayList<>();
    private volatile ScriptedServer.Script script = ScriptedConnection::waitForClientToLeave;

    /** From now on, and as if nobody had asked before. */
    void answers(ScriptedServer.Script next) {
        asked.clear();
        script = next;
    }

    /** Answers with these pieces of text. */
    void says(String... pieces) {
        answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (String piece : pieces) {
                connection.chunk(Wire.text(piece));
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
    }

    /** Wants this tool called, with arguments that are JSON. */
    void calls(String tool, String arguments) {
        answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + Wire.toolCall("call-1", tool, arguments));
            connection.end();
        });
    }

    /** Answers with what the test will dictate. */
    Dictation dictated() {
        Dictation dictation = new Dictation();
        answers(dictation);
        return dictation;
    }

    /** The connections of all who have asked, one a question. */
    List<ScriptedConnection> asked() {
        return asked;
    }

    @Override
    public void play(ScriptedConnection connection) throws IOException, InterruptedException {
        asked.add(connection);
        script.play(connection);
    }
}
