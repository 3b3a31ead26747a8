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
 * What the page asks. Only the question is needed. Everything has a bound, for what is asked is paid for, and anybody can send
 * more than the page does.
 *
 * @param conversation the id of one that is kept, or begins; the server knows what was said in it
 * @param history what was said before, where no conversation is kept
 * @param model one of {@code sample.models}: models differ in price by far
 * @param resumable whether the answer is kept for a browser that comes back; otherwise it ends when the browser leaves
 * @param tools the names of those that the model may call; by default none
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

    /** An earlier turn of the conversation, as long as an answer may become. */
    record Turn(
            @NotNull @Pattern(regexp = "user|assistant", message = "must be user or assistant")
            String role,

            @NotBlank @Size(max = 200_000) String content) {}
}
