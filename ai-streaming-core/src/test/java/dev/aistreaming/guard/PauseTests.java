package dev.aistreaming.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.testing.CallContract;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls whose guards are asked at pauses keep the contract of calls, too. */
class PauseTests extends CallContract {

    private static final GuardRule SECRET =
            GuardRule.literals("secret", List.of("abcdef")).lettingGoAtPauses();
    /** Holds the end of "Hello", and no more. */
    private static final GuardRule OTHER =
            GuardRule.literals("other", List.of("o no")).lettingGoAtPauses();

    private static final GuardRule NAME = GuardRule.literals("name", List.of("Bluebird"));

    @AutoClose
    private final Threads threads = new Threads(executor);

    private final ScriptedProvider model = ScriptedProvider.named("openai");

    private ChatProvider guarded() {
        return Guards.of(SECRET, NAME)
                .withMaxHold(Duration.ofMillis(20), threads)
                .around(model);
    }

    @Override
    protected Answering answering(String... pieces) {
        model.answer(pieces).pace(Duration.ofMillis(1));
        ChatProvider guarded =
                Guards.of(OTHER).withMaxHold(Duration.ofNanos(1), threads).around(model);
        return new Answering() {
            @Override
            public ChatCall newCall() {
                return guarded.newCall(ChatRequest.of("Hello?"));
            }

            @Override
            public int requests() {
                return model.requests().size();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void whatMayGoGoesAtAPause() {
        model.answer("x abc", " Blue").stallAfter(1);
        ChatCall call = guarded().newCall(ChatRequest.of("?"));
        RecordingListener listener = new RecordingListener();
        call.start(listener);

        await().until(() -> listener.content().equals("x abc"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(CallContract.partial(listener).content()).isEqualTo("x abc");
    }

    @Test
    void whatMustNotGoStaysAtAPause() {
        model.answer("x Blue").stallAfter(1);
        ChatCall call = guarded().newCall(ChatRequest.of("?"));
        RecordingListener listener = new RecordingListener();
        call.start(listener);

        await().until(() -> listener.content().equals("x "));
        await().during(Duration.ofMillis(100)).until(() -> listener.content().equals("x "));
        call.cancel();

        assertThat(CallContract.partial(listener).content()).isEqualTo("x ");
    }

    @Test
    void ofASecretThatAPauseHasCutTheRestIsMasked() {
        model.answer("x abc", "def y").pace(Duration.ofMillis(400));
        RecordingListener listener = new RecordingListener();
        guarded().newCall(ChatRequest.of("?")).start(listener);

        assertThat(listener.response().content()).isEqualTo("x abc*** y");
        assertThat(listener.content()).isEqualTo("x abc*** y");
    }
}
