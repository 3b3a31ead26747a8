package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.HostileApplication.Place;
import dev.aistreaming.spring.HostileApplication.Trap;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the application may throw anything anywhere: its stream ends as streams do, and nothing else is touched. */
@Tag("integration")
@Timeout(30)
class ForeignFaultTests {

    private static final Set<Place> OF_A_PROVIDER =
            Set.of(Place.PROVIDER_NEW_CALL, Place.PROVIDER_START, Place.PROVIDER_PAUSE, Place.PROVIDER_RESUME);
    private static final Set<Place> OF_A_FAILED_ANSWER = Set.of(Place.ON_ERROR, Place.FORMAT_ERROR);
    private static final Set<Place> OF_A_KEPT_ANSWER = Set.of(
            Place.OWNER,
            Place.STORE_CREATE,
            Place.STORE_READ,
            Place.STORE_APPEND,
            Place.STORE_END,
            Place.CURSOR_NEXT,
            Place.CURSOR_CLOSE);

    private static final Pattern EVENT_NUMBER = Pattern.compile("(?m)^id: \\S+:([1-9]\\d*)$");

    private static ScriptedApplication application;

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("one "));
        connection.chunk(OpenAiWire.text("two") + OpenAiWire.ending());
        connection.end();
    }

    private static void fail(ScriptedConnection connection) throws IOException {
        connection.head(400, "application/json");
        connection.chunk("{\"error\":{\"message\":\"no\"}}");
        connection.end();
    }

    @BeforeAll
    static void start() {
        application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(HostileApplication.class),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.default-provider=openai",
                "ai.streaming.limits.max-concurrent-streams=2",
                "ai.streaming.limits.max-concurrent-streams-per-client=2");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void disarm() {
        application.bean(Trap.class).clear();
    }

    /** What can be thrown. The last comes past the compiler, as Kotlin and Lombok let it. */
    private static List<Throwable> faults() {
        return List.of(
                new IllegalStateException("thrown by a test"),
                new AssertionError("thrown by a test"),
                new NoClassDefFoundError("thrown by a test"),
                new StackOverflowError("thrown by a test"),
                new IOException("thrown by a test"));
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Throwable fault : faults()) {
                cases.add(Arguments.of(place, fault, true));
                if (!OF_A_KEPT_ANSWER.contains(place)) {
                    cases.add(Arguments.of(place, fault, false));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheStreamAsStreamsEndWhateverIsThrownWherever(Place place, Throwable fault, boolean kept)
            throws Exception {
        application.play(OF_A_FAILED_ANSWER.contains(place) ? ForeignFaultTests::fail : ForeignFaultTests::answer);
        application.bean(Trap.class).set(place, fault);
        HttpResponse<String> response = application.get(
                "/hostile?kept=" + kept + "&provider=" + (OF_A_PROVIDER.contains(place) ? "own" : "openai"));

        if (response.statusCode() == 200) {
            assertThat(response.body()).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
            assertThat(response.body().split("\n\n")).noneMatch(event -> event.endsWith(":"));
            if (place != Place.STORE_APPEND) { // which has lost what it was to keep
                assertNumbersFollow(response.body());
            }
        } else {
            assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        }
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> application.bean(ActiveStreams.class).count() == 0);

        application.bean(Trap.class).clear();
        application.play(ForeignFaultTests::answer);
        assertThat(application.stream()).contains("one ", "two").endsWith("data: [DONE]\n\n");
    }

    private static void assertNumbersFollow(String stream) {
        List<Integer> numbers = EVENT_NUMBER
                .matcher(stream)
                .results()
                .map(ForeignFaultTests::number)
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    private static Integer number(MatchResult id) {
        return Integer.valueOf(id.group(1));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFormatThatFailsInTheMiddleIsToldAsInternalAfterWhatItHadWritten(Throwable fault) throws Exception {
        application.play(ForeignFaultTests::answer);
        application.bean(Trap.class).set(Place.FORMAT_FINISHED, fault);

        assertThat(application.get("/hostile?kept=false&provider=openai").body())
                .contains("{\"content\":\"one \"}", "{\"content\":\"two\"}", "\"code\":\"internal\"")
                .doesNotContain("truncated");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFormatThatFailsInItsLastWordsHasThemSaidForIt(Throwable fault) throws Exception {
        application.play(ForeignFaultTests::fail);
        application.bean(Trap.class).set(Place.FORMAT_ERROR, fault);

        assertThat(application.get("/hostile?kept=false&provider=openai").body())
                .startsWith("data: {\"error\":")
                .contains("\"code\":\"internal\"")
                .endsWith("\n\ndata: [DONE]\n\n");
    }
}
