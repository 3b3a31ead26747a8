package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Usage;
import java.util.List;

/** Answers of a length. */
final class AnswersOf {

    private AnswersOf() {}

    static ChatResponse text(int characters, Usage usage) {
        return model("m", characters, usage);
    }

    static ChatResponse model(String model, int characters, Usage usage) {
        return new ChatResponse(null, "test", model, "a".repeat(characters), "", List.of(), FinishReason.STOP, usage);
    }
}
