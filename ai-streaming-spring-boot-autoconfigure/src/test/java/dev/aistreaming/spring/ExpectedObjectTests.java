package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.output.Expected;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Objects from a provider's bytes to a browser's. */
@ExtendWith(OutputCaptureExtension.class)
class ExpectedObjectTests {

    record Recipe(String title, int minutes, @Nullable String note) {}

    private static final String NOT_AS_EXPECTED =
            "{\"error\":\"The AI model's answer does not have the form that was asked for.\","
                    + "\"code\":\"malformed_response\",\"retryable\":true}";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How an answer looks on the wire. */
    enum Wire {
        OPENAI {
            @Override
            String piece(String text) {
                return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                        + quoted(text) + "}}]}\n\n";
            }

            @Override
            String end(String reason) {
                return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
                        + reason + "\"}]}\n\ndata: [DONE]\n\n";
            }
        },
        ANTHROPIC {
            @Override
            String piece(String text) {
                return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                        + "{\"type\":\"text_delta\",\"text\":" + quoted(text) + "}}\n\n";
            }

            @Override
            String end(String reason) {
                String theirs = reason.equals("length")
                        ? "max_tokens"
                        : reason.equals("content_filter") ? "refusal" : "end_turn";
                return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + theirs
                        + "\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
            }
        };

        abstract String piece(String text);

        abstract String end(String reason);

        static String quoted(String text) {
            return JSON.writeValueAsString(text);
        }
    }

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile ScriptedServer.Script script = connection -> {};
    private static final ScriptedServer PROVIDER = new ScriptedServer(connection -> {
        CALLS.incrementAndGet();
        script.play(connection);
    });
    private static ScriptedApplication application;

    @BeforeAll
    static void start() {
        application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(Recipes.class),
                PROVIDER,
                "ai.streaming.default-provider=openai",
                "ai.streaming.sse.include-metadata=true",
                "ai.streaming.providers.anthropic.base-url=" + PROVIDER.url(),
                "ai.streaming.providers.anthropic.api-key=sk-SECRET",
                "ai.streaming.providers.anthropic.model=claude-sonnet-5");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Recipes recipes() {
        return application.bean(Recipes.class);
    }

    @BeforeEach
    void forget() {
        CALLS.set(0);
        recipes().told.clear();
        recipes().onObject = object -> {};
    }

    private static void answer(Wire wire, String reason, String... pieces) {
        script = connection -> play(connection, wire, reason, pieces);
    }

    private static void play(ScriptedConnection connection, Wire wire, String reason, String... pieces)
            throws IOException {
        connection.head(200, "text/event-stream");
        for (String piece : pieces) {
            connection.chunk(wire.piece(piece));
        }
        connection.chunk(wire.end(reason));
        connection.end();
    }

    private static String get(String path, Wire wire) throws Exception {
        return application
                .get("/recipes/" + path + "/" + wire.name().toLowerCase(Locale.ROOT))
                .body();
    }

    /** What of a stream comes after its content. */
    private static String afterContent(String stream) {
        return Arrays.stream(stream.split("\n\n"))
                .filter(event -> !event.startsWith("data: {\"content\""))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheTextAsItComesAndThenTheObject(Wire wire) throws Exception {
        script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(wire.piece("{\"title\":\"Sou"));
            await().until(() -> recipes().told.size() == 1);
            connection.chunk(wire.piece("p \ud83c\udf72\",\n \"minutes\":2"));
            await().until(() -> recipes().told.size() == 2);
            connection.chunk(wire.piece("0,\"note\":null}"));
            connection.chunk(wire.end("stop"));
            connection.end();
        };
        String stream = get("one", wire);
        assertThat(stream).startsWith("data: {\"content\":\"{\\\"title\\\":\\\"Sou\"}\n\n");
        assertThat(afterContent(stream))
                .startsWith("data: {\"object\":{\"title\":\"Soup \ud83c\udf72\",\"minutes\":20,\"note\":null}}\n"
                        + "data: {\"finishReason\":\"stop\"")
                .endsWith("data: [DONE]");
        assertThat(recipes().told)
                .containsExactly(
                        "{\"title\":\"Sou\"}",
                        "{\"title\":\"Soup \ud83c\udf72\"}",
                        "{\"title\":\"Soup \ud83c\udf72\",\"minutes\":20,\"note\":null}",
                        "Recipe[title=Soup \ud83c\udf72, minutes=20, note=null]");
        assertThat(PROVIDER.requests().get(PROVIDER.requests().size() - 1).body())
                .contains("\"json_schema\"", "\"additionalProperties\":false");
    }

    @ParameterizedTest
    @EnumSource
    void unwrapsAList(Wire wire) throws Exception {
        answer(wire, "stop", "{\"items\":[{\"title\":\"A\",\"minutes\":1,\"note\":\"x\"}", "]}");
        assertThat(afterContent(get("list", wire)))
                .startsWith("data: {\"object\":[{\"title\":\"A\",\"minutes\":1,\"note\":\"x\"}]}\n");
        assertThat(recipes().told)
                .contains("[{\"title\":\"A\",\"minutes\":1,\"note\":\"x\"}]", "[Recipe[title=A, minutes=1, note=x]]");
    }

    @ParameterizedTest
    @EnumSource
    void aCutAnswerIsAnError(Wire wire) throws Exception {
        answer(wire, "length", "{\"title\":\"Sou");
        String stream = get("one", wire);
        assertThat(stream).startsWith("data: {\"content\":").doesNotContain("\"object\"");
        assertThat(afterContent(stream))
                .isEqualTo("data: {\"error\":\"The AI model's answer exceeds the maximum length.\","
                        + "\"code\":\"truncated\",\"retryable\":false}\ndata: [DONE]");
        await().untilAsserted(() -> assertThat(recipes().told).containsExactly("{\"title\":\"Sou\"}", "truncated"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsAnError(Wire wire) throws Exception {
        answer(wire, "content_filter", "I can't help with that.");
        assertThat(afterContent(get("one", wire)))
                .isEqualTo("data: {\"error\":\"The AI model declined to answer.\","
                        + "\"code\":\"content_filtered\",\"retryable\":false}\ndata: [DONE]");
    }

    @ParameterizedTest
    @EnumSource
    void anotherFormIsAnErrorAndShownOnlyOnce(Wire wire, CapturedOutput output) throws Exception {
        answer(wire, "stop", "{\"title\":\"secret\",\"minutes\":\"secret\"}");
        assertThat(afterContent(get("one", wire))).isEqualTo("data: " + NOT_AS_EXPECTED + "\ndata: [DONE]");
        assertThat(CALLS).hasValue(1);
        await().untilAsserted(() -> assertThat(output.getOut()).contains("/minutes"));
        assertThat(output.getOut()).doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyHasSeenIsAskedForAgain(Wire wire) {
        script = connection ->
                play(connection, wire, "stop", CALLS.get() == 1 ? "Sure!" : "{\"title\":\"A\",\"minutes\":1}");
        Expected<Recipe> expected = recipes().run(wire.name().toLowerCase(Locale.ROOT));
        assertThat(expected.object()).isEqualTo(new Recipe("A", 1, null));
        assertThat(CALLS).hasValue(2);
        await().untilAsserted(
                        () -> assertThat(recipes().told).containsExactly("Recipe[title=A, minutes=1, note=null]"));
    }

    @Test
    void aWholeAnswerFailsWhereItIsNever() {
        answer(Wire.OPENAI, "stop", "Sure!");
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> recipes().run("openai"))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE));
        assertThat(CALLS).hasValue(3);
        await().untilAsserted(() -> assertThat(recipes().told).containsExactly("malformed_response"));
    }

    @Test
    void whatOnObjectThrowsFailsTheStream() throws Exception {
        recipes().onObject = object -> {
            throw new IllegalStateException("disk full");
        };
        answer(Wire.OPENAI, "stop", "{\"title\":\"A\",\"minutes\":1}");
        assertThat(get("one", Wire.OPENAI))
                .contains("\"code\":\"internal\"")
                .doesNotContain("disk full", "finishReason")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void takesASchemaAndAnyObject() throws Exception {
        answer(Wire.OPENAI, "stop", "{\"price\": 1.10}");
        assertThat(afterContent(get("schema", Wire.OPENAI))).startsWith("data: {\"object\":{\"price\":1.10}}\n");
        assertThat(afterContent(get("json", Wire.OPENAI))).startsWith("data: {\"object\":{\"price\":1.10}}\n");
        answer(Wire.OPENAI, "stop", "{\"price\": -1}");
        assertThat(afterContent(get("schema", Wire.OPENAI))).contains("malformed_response");
    }

    @Test
    void refusesWhatCannotBeSentBeforeAnythingIs() {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> recipes().maps())
                .withMessageContaining("additionalProperties");
        assertThat(CALLS).hasValue(0);
    }

    @RestController
    static class Recipes {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile Consumer<Object> onObject = object -> {};
        private final AiService ai;

        Recipes(AiService ai) {
            this.ai = ai;
        }

        private TaskBuilder task(String provider) {
            return ai.provider(provider).task().prompt("A recipe");
        }

        private <T> ExpectingTask<T> told(ExpectingTask<T> task) {
            return task.onObject(object -> told.add(String.valueOf(object)))
                    .onObject(object -> onObject.accept(object))
                    .onError(error -> told.add(error.code().wireName()));
        }

        private <T> SseEmitter stream(ExpectingTask<T> task) {
            return told(task).onPartial(part -> told.add(part.toString())).stream();
        }

        @GetMapping("/recipes/one/{provider}")
        SseEmitter one(@PathVariable String provider) {
            return stream(task(provider).expect(Recipe.class));
        }

        @GetMapping("/recipes/list/{provider}")
        SseEmitter list(@PathVariable String provider) {
            return stream(task(provider).expect(new ParameterizedTypeReference<List<Recipe>>() {}));
        }

        @GetMapping("/recipes/schema/{provider}")
        SseEmitter schema(@PathVariable String provider) {
            return stream(task(provider)
                    .expect("{\"type\":\"object\",\"properties\":{\"price\":{\"type\":\"number\",\"minimum\":0}}}"));
        }

        @GetMapping("/recipes/json/{provider}")
        SseEmitter json(@PathVariable String provider) {
            return stream(task(provider).json());
        }

        Expected<Recipe> run(String provider) {
            return told(task(provider).expect(Recipe.class)).run();
        }

        void maps() {
            task("openai")
                    .expect(new ParameterizedTypeReference<Map<String, Integer>>() {})
                    .run();
        }
    }
}
