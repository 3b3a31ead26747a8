package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.testing.ScriptedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The part of docs/testing.md on answers that were recorded. */
class ReplayedAnswerTests {

    @Test
    void whatBrokeOffOnceBreaksOffAgain() {
        ChatProvider provider = ScriptedProvider.replay(Path.of("src/test/resources/truncated.jsonl"));

        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> WholeAnswer.await(provider, ChatRequest.of("Hi")))
                .extracting(AiException::code)
                .isEqualTo(ErrorCode.TRUNCATED);
    }
}
