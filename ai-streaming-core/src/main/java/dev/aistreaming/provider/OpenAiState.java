package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reasoning of an answer in the form in which servers need it back together with the calls of its turn: in the field in which
 * it arrived, and even if it is empty. The text itself is kept by the answer.
 */
final class OpenAiState implements KeptState {

    /** The fields of a message that make up the state. */
    static final Set<String> FIELDS = Set.of("reasoning_content", "reasoning", "reasoning_details", OpenAiState.EXTRAS);

    /** What Gemini needs back with its calls: a list in which each element belongs to the call at the same index. */
    static final String EXTRAS = "extra_content";

    private final String type;
    private final Answer answer;
    private final ReasoningDetails details = new ReasoningDetails();
    private final List<@Nullable Object> extras = new ArrayList<>();
    private boolean asReasoningContent;
    private boolean asReasoning;

    /** @param type the type of provider to which it is sent back */
    OpenAiState(String type, Answer answer) {
        this.type = type;
        this.answer = answer;
    }

    /**
     * Adds the state in a delta.
     *
     * @param repeats whether it may repeat what has arrived before
     * @return the approximate number of characters kept
     */
    int add(OpenAiDelta delta, boolean repeats) {
        asReasoningContent |= delta.hasReasoningContent;
        asReasoning |= delta.hasReasoning;
        List<?> pieces = delta.reasoningDetails();
        return !repeats || details.isEmpty() ? details.add(pieces) : 0;
    }

    /**
     * Adds what belongs to a call.
     *
     * @param call the index of the call within the answer
     */
    void extra(int call, Map<String, Object> extra) {
        while (extras.size() <= call) {
            extras.add(null);
        }
        extras.set(call, extra);
    }

    /** Without calls it is not needed. */
    @Override
    public List<Part.ProviderState> parts(boolean whole) {
        if (!answer.hasToolCalls()) {
            return List.of();
        }
        Map<String, Object> state = new LinkedHashMap<>();
        if (!details.isEmpty()) {
            state.put("reasoning_details", details.entries());
        } else if (asReasoningContent || asReasoning) {
            state.put(asReasoningContent ? "reasoning_content" : "reasoning", answer.reasoning());
        }
        if (!extras.isEmpty()) {
            state.put(EXTRAS, extras);
        }
        return List.of(KeptState.part(type, state));
    }
}
