package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reasoning blocks of an answer that have to be sent back unchanged. Blocks without a signature are not sent back, because the
 * models that do not sign them reject their own reasoning.
 */
final class BedrockThoughts implements KeptState {

    static final String BLOCK = "reasoningContent";

    private final List<Part.ProviderState> parts = new ArrayList<>(0);
    private int from;
    private @Nullable String signature;
    private @Nullable String redacted;

    void signed(String more) {
        signature = LooseText.join(signature, more);
    }

    /** Redacted reasoning. */
    void redacted(String more) {
        redacted = LooseText.join(redacted, more);
    }

    /** The block that began last is complete, or another one begins. */
    void end(Answer answer) {
        if (signature == null && redacted == null) {
            return;
        }
        if (redacted != null) {
            keep(Map.of("redactedContent", redacted), answer);
        }
        CharSequence all = answer.reasoning();
        if (signature != null) {
            Map<String, Object> text = new LinkedHashMap<>();
            text.put("text", all.subSequence(from, all.length()).toString());
            text.put("signature", signature);
            keep(Map.of("reasoningText", text), answer);
        }
        from = all.length();
        signature = null;
        redacted = null;
    }

    private void keep(Map<String, ?> content, Answer answer) {
        if (parts.isEmpty()) {
            answer.wantsBack(this);
        }
        parts.add(KeptState.part(ProviderType.BEDROCK.typeName(), Map.of(BLOCK, content)));
    }

    /** A signed block is complete, even if the answer is not. */
    @Override
    public List<Part.ProviderState> parts(boolean whole) {
        return parts;
    }
}
