package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChatCompletionsTests {

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    private static String body(String baseUrl) {
        ChatRequest request =
                ChatRequest.builder().model("m-1").prompt("Hello?").maxTokens(5).build();
        return new String(new ChatCompletions("theirs", URI.create(baseUrl)).body(request), StandardCharsets.UTF_8);
    }

    @Test
    void speaksTheWordsOfWhoeverIsAtTheAddress() {
        assertThat(body("https://api.openai.com/v1")).contains("\"max_completion_tokens\":5", "\"stream_options\"");
        assertThat(body("https://mine.openai.azure.com/openai/v1")).contains("\"max_completion_tokens\":5");
        assertThat(body("https://api.groq.com/openai/v1"))
                .contains("\"max_completion_tokens\":5")
                .doesNotContain("stream_options");
        assertThat(body("http://localhost:8000/v1")).contains("\"max_tokens\":5", "\"stream_options\"");
    }

    @Test
    void refusesARequestWithoutAModel() {
        ChatCompletions completions = new ChatCompletions("theirs", URI.create("https://api.openai.com/v1"));

        assertThatThrownBy(() -> completions.body(ChatRequest.of("Hello?")))
                .isInstanceOf(AiException.class)
                .hasMessageContaining("'theirs'");
    }

    private RecordingListener listen(String... chunks) {
        ChatCompletionChunks reader =
                new ChatCompletions("theirs", URI.create("https://api.openai.com/v1")).newChunks();
        RecordingListener listener = new RecordingListener();
        PushSource source = answer -> {
            for (String chunk : chunks) {
                answer.chunk(reader, chunk.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            }
            answer.completed();
        };
        new PushedCall("theirs", source, threads).start(listener);
        return listener;
    }

    @Test
    void tellsWhatIsInAChunk() {
        RecordingListener listener =
                listen("{'id':'c-1','model':'m-1','choices':[{'delta':{'content':' Hi'},'finish_reason':'stop'}]}");

        assertThat(listener.response().content()).isEqualTo(" Hi");
        assertThat(listener.response().id()).isEqualTo("c-1");
    }

    @Test
    void aChunkThatIsAnErrorEndsTheCall() {
        RecordingListener listener =
                listen("{'choices':[{'delta':{'content':'Hel'}}]}", "{'error':{'message':'Busy','type':'overloaded'}}");

        assertThat(listener.error().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(listener.content()).isEqualTo("Hel");
    }

    @Test
    void aChunkThatIsNoJsonEndsTheCall() {
        assertThat(listen("<html>").error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }
}
