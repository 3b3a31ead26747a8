package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Part;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a turn that only LangChain4j understands and may want back: the thinking, and attributes such as its signatures. */
final class KeptTurn {

    /** The type of the provider that gets it back. */
    static final String TYPE = "langchain4j";

    private KeptTurn() {}

    /** Returns it as a part of the turn, or {@code null} if there is nothing. Generated images are not included. */
    static Part.@Nullable ProviderState of(AiMessage turn) {
        Map<String, Object> attributes = new HashMap<>(turn.attributes());
        attributes.remove(AiMessage.GENERATED_IMAGES_KEY);
        boolean thought = turn.thinking() != null && !turn.thinking().isEmpty();
        if (!thought && attributes.isEmpty()) {
            return null;
        }
        AiMessage kept = AiMessage.builder()
                .thinking(turn.thinking())
                .attributes(attributes)
                .build();
        return new Part.ProviderState(TYPE, ChatMessageSerializer.messageToJson(kept));
    }

    /**
     * Puts it back into the turn.
     *
     * @throws AiException if it is invalid
     */
    static void restore(Part.ProviderState state, AiMessage.Builder turn) {
        try {
            if (ChatMessageDeserializer.messageFromJson(state.json()) instanceof AiMessage kept) {
                turn.thinking(kept.thinking()).attributes(kept.attributes());
                return;
            }
        } catch (RuntimeException e) {
            throw none(e);
        }
        throw none(null);
    }

    private static AiException none(@Nullable Throwable cause) {
        return AiException.of(ErrorCode.INVALID_REQUEST)
                .userMessage("messages have provider state of the type " + TYPE + " that is none: leave it out")
                .cause(cause)
                .build();
    }
}
