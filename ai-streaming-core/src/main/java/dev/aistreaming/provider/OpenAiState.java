package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reasoning of one answer as servers want it back with the calls of its turn: in the field it came in, and also where it is
 * empty. The text itself is kept by the answer.
 */
final class OpenAiState implements Supplier<Part.@Nullable ProviderState> {

    /** The fields of a message that state consists of. */
    static final Set<String> FIELDS = Set.of("reasoning_content", "reasoning", "reasoning_details");

    private final String type;
    private final Answer answer;
    private final ReasoningDetails details = new ReasoningDetails();
    private boolean asReasoningContent;

    /** @param type the type of the provider that gets it back */
    OpenAiState(String type, Answer answer) {
        this.type = type;
        this.answer = answer;
    }

    /**
     * Takes what a delta has of it.
     *
     * @param repeats whether it may tell once more what has come
     * @return how many characters are kept of it, about
     */
    int add(OpenAiDelta delta, boolean repeats) {
        asReasoningContent |= delta.hasReasoningContent;
        List<?> pieces = delta.reasoningDetails();
        return !repeats || details.isEmpty() ? details.add(pieces) : 0;
    }

    /** Without calls, nobody asks for it. */
    @Override
    public Part.@Nullable ProviderState get() {
        if (!answer.hasToolCalls()) {
            return null;
        }
        Map<String, ?> state = details.isEmpty()
                ? Map.of(asReasoningContent ? "reasoning_content" : "reasoning", answer.reasoning())
                : Map.of("reasoning_details", details.entries());
        return new Part.ProviderState(type, new String(Json.write(state), StandardCharsets.UTF_8));
    }
}
