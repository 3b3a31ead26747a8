package dev.aistreaming.applications.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.testing.OpenAiWire;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResumeTests {

    private static final String CHAT = "/api/chat/stream?question=Hi";

    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Says "Hello", and the rest when it is told to. */
    private RunningApplication application() {
        return new RunningApplication(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            goOn.await();
            connection.chunk(OpenAiWire.text(" world") + OpenAiWire.ending());
            connection.end();
        });
    }

    private static String idOf(HttpResponse<?> response) {
        return response.headers().firstValue("X-AI-Stream-Id").orElseThrow();
    }

    private static void readHello(InputStream body) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("Hello") < 0) {
            text.append((char) body.read());
        }
    }

    @Test
    void aBrowserThatComesBackToTheSameUrlGetsTheRest() throws Exception {
        try (RunningApplication application = application()) {
            HttpResponse<InputStream> first = application.open(application.request(CHAT));
            readHello(first.body());
            first.body().close();
            goOn.countDown();

            HttpResponse<String> rest =
                    application.send(application.request(CHAT).header("Last-Event-ID", idOf(first) + ":1"));
            assertThat(rest.body())
                    .doesNotContain("Hello")
                    .contains("{\"content\":\" world\"}")
                    .endsWith("data: [DONE]\n\n");
            String last = rest.body()
                    .substring(rest.body().lastIndexOf("id: ") + 4, rest.body().lastIndexOf("\ndata"));
            assertThat(application
                            .send(application.request(CHAT + "&lastEventId=" + last))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(application.asked()).isEqualTo(1);
        }
    }

    @Test
    void aPageThatWasReloadedReadsFromTheBeginning() throws Exception {
        try (RunningApplication application = application()) {
            HttpResponse<InputStream> first = application.open(application.request(CHAT));
            readHello(first.body());
            goOn.countDown();
            HttpResponse<String> again = application.send(application.request("/api/streams/" + idOf(first)));
            assertThat(again.body()).contains("Hello", " world");
            assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" world");
        }
    }

    @Test
    void anAnswerIsStopped() throws Exception {
        try (RunningApplication application = application()) {
            HttpResponse<InputStream> first = application.open(application.request(CHAT));
            readHello(first.body());
            String path = "/api/streams/" + idOf(first);
            assertThat(application.send(application.request(path).DELETE()).statusCode())
                    .isEqualTo(204);
            assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"cancelled\"");
            assertThat(application.send(application.request(path).DELETE()).statusCode())
                    .isEqualTo(404);
        }
        goOn.countDown();
    }

    @Test
    void aStreamBelongsToWhoeverHasOpenedIt() throws Exception {
        try (RunningApplication application = application()) {
            HttpResponse<InputStream> first =
                    application.open(application.request(CHAT).header("X-User", "alice"));
            readHello(first.body());
            String path = "/api/streams/" + idOf(first);
            for (int i = 0; i < 10; i++) { // whichever thread it is opened on
                assertThat(application.send(application.request(path)).body()).contains("stream_expired");
            }
            assertThat(application
                            .send(application
                                    .request(path)
                                    .header("X-User", "bob")
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(application
                            .send(application
                                    .request(path)
                                    .header("X-User", "alice")
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(204);
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
        }
        goOn.countDown();
    }
}
