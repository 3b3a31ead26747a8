package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged application, started with what Spring has processed ahead of time. */
class AheadOfTimeIT {

    private static final ScriptedServer.Script ANSWER = connection -> {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
        connection.end();
    };

    private static PackagedSample sample;

    @BeforeAll
    static void start() throws IOException {
        sample = new PackagedSample(ANSWER, List.of("-Dspring.aot.enabled=true"), List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        sample.close();
    }

    private static String answer(String query) throws Exception {
        return sample.stream(query).get(20, TimeUnit.SECONDS).body();
    }

    @Test
    void usesWhatWasProcessedAheadOfTime() throws IOException {
        assertThat(sample.log()).contains("Starting AOT-processed SampleApplication");
    }

    @Test
    void answers() throws Exception {
        assertThat(answer("question=timeouts&provider=demo"))
                .contains("\"model\":\"documentation-search\",\"provider\":\"demo\"")
                .endsWith("data: [DONE]\n\n");
    }

    /** When it was built, there was none but the demo. */
    @Test
    void aProviderThatIsConfiguredNowAnswersAsTheDefault() throws Exception {
        assertThat(answer("question=hi"))
                .contains("data: {\"content\":\"Hello\"}\n\n")
                .endsWith("data: [DONE]\n\n");
    }
}
