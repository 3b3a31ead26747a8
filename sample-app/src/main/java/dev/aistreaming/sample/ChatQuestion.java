package dev.aistreaming.sample;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks. Only the question is needed.
 *
 * @param resumable whether the answer is kept for a browser that comes back; otherwise it ends when the browser leaves
 */
record ChatQuestion(
        @NotBlank @Size(max = MAX_LENGTH) String question,
        @Nullable String provider,
        @Nullable @Size(max = MAX_LENGTH) String system,
        @Nullable @Size(max = 200) List<@Valid @NotNull Turn> history,
        @Nullable String model,
        @Nullable @PositiveOrZero Double temperature,
        @Nullable @Min(1) Integer maxTokens,
        @Nullable Boolean resumable) {

    static final int MAX_LENGTH = 4000;

    /** An earlier turn of the conversation. */
    record Turn(
            @NotNull @Pattern(regexp = "system|user|assistant", message = "must be system, user or assistant")
            String role,

            @NotBlank String content) {}
}
