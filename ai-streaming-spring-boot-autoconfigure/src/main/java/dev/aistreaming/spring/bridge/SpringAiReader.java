package dev.aistreaming.spring.bridge;

import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushedAnswer;
import java.util.Map;
import org.springframework.ai.chat.model.ChatResponse;

/** Reads one answer of a Spring AI model. */
final class SpringAiReader implements FluxSource.Reader<ChatResponse> {

    private final SpringAiChunks chunks;
    private final PushedAnswer answer;
    private final ForeignErrors errors;

    SpringAiReader(PushedAnswer answer, ForeignErrors errors) {
        this.chunks = new SpringAiChunks(answer);
        this.answer = answer;
        this.errors = errors;
    }

    @Override
    public void read(ChatResponse piece) {
        chunks.read(piece);
    }

    @Override
    public void end() {
        chunks.end();
    }

    @Override
    public void fail(Throwable failure) {
        ForeignStatus response = ForeignStatus.of(failure);
        answer.failed(
                response == null
                        ? errors.failure(failure)
                        : errors.response(response.status(), Map.of(), response.body(), failure));
    }
}
