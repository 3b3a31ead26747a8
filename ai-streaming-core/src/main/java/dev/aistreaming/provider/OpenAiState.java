package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reasoning of one answer as servers want it back with the calls of its turn: in the field it came in, and also where it is
 * empty. The text itself is kept by the answer.
 */
final class OpenAiState implements KeptState {

    /** The fields of a message that state consists of. */
    static final Set<String> FIELDS = Set.of("reasoning_content", "reasoning", "reasoning_details", OpenAiState.EXTRAS);

    /** What Gemini wants back with its calls: a list, of which each element belongs to the call of its place. */
    static final String EXTRAS = "extra_content";

    private final String type;
    private final Answer answer;
    private final ReasoningDetails details = new ReasoningDetails();
    private final List<@Nullable Object> extras = new ArrayList<>();
    private boolean asReasoningContent;
    private boolean asReasoning;

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
        asReasoning |= delta.hasReasoning;
        List<?> pieces = delta.reasoningDetails();
        return !repeats || details.isEmpty() ? details.add(pieces) : 0;
    }

    /**
     * Takes what belongs to a call.
     *
     * @param call which one of the answer, from 0
     */
    void extra(int call, Map<String, Object> extra) {
        while (extras.size() <= call) {
            extras.add(null);
        }
        extras.set(call, extra);
    }

    /** Without calls, nobody asks for it. */
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
