package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.provider.CallIds;
import dev.aistreaming.provider.ModelTurn;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model, in the form that LangChain4j expects. */
final class AiTurn extends ModelTurn {

    private final CallIds ids;
    private final AiMessage.Builder turn = AiMessage.builder();
    private final StringBuilder text = new StringBuilder();
    private final List<ToolExecutionRequest> calls = new ArrayList<>();

    private AiTurn(CallIds ids, Refusal refusal) {
        super(refusal);
        this.ids = ids;
    }

    /** Returns the message, or {@code null} if it would be empty. */
    static @Nullable AiMessage of(Message message, CallIds ids, Refusal refusal) {
        ids.beginTurn();
        AiTurn turn = new AiTurn(ids, refusal);
        boolean says = false;
        for (Part part : message.parts()) {
            says |= part.accept(turn);
        }
        return says ? turn.message() : null;
    }

    private AiMessage message() {
        return turn.text(text.isEmpty() ? null : text.toString())
                .toolExecutionRequests(calls)
                .build();
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        calls.add(ToolExecutionRequest.builder()
                .id(ids.of(part))
                .name(part.name())
                .arguments(part.arguments())
                .build());
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equals(KeptTurn.TYPE)) {
            KeptTurn.restore(part, turn);
        }
        return false;
    }
}
