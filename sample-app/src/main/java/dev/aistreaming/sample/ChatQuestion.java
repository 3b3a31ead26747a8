package dev.aistreaming.sample;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of the page. Only the question is required. Everything has a limit, because each question costs money, and anybody can send
 * more than the page does.
 *
 * @param conversation the id of a saved conversation, which may be new; the server knows its earlier turns
 * @param history the earlier turns, if the conversation is not saved
 * @param model one of {@code sample.models}, because prices of models vary widely
 * @param resumable whether the answer is kept for a client that reconnects; otherwise a client disconnect ends it
 * @param tools the names of the tools that the model may call; none by default
 */
record ChatQuestion(
        @NotBlank @Size(max = MAX_LENGTH) String question,
        @Nullable @Size(max = MAX_NAME) String provider,
        @Nullable @Size(max = MAX_LENGTH) String system,
        @Nullable @Size(max = MAX_NAME) String conversation,
        @Nullable @Size(max = 200) List<@Valid @NotNull Turn> history,
        @Nullable @Size(max = MAX_NAME) String model,
        @Nullable @PositiveOrZero @DecimalMax("2") Double temperature,
        @Nullable @Min(1) @Max(4096) Integer maxTokens,
        @Nullable Boolean resumable,
        @Nullable @Size(max = 10) List<@NotBlank @Size(max = 64) String> tools) {

    static final int MAX_LENGTH = 4000;
    static final int MAX_NAME = 256;

    /** An earlier turn of the conversation. Its maximum length is that of an answer. */
    record Turn(
            @NotNull @Pattern(regexp = "user|assistant", message = "must be user or assistant")
            String role,

            @NotBlank @Size(max = 200_000) String content) {}
}
