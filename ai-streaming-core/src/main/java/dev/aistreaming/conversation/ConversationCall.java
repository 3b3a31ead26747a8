package dev.aistreaming.conversation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.pipeline.Stage;
import java.util.function.Consumer;

/**
 * Keeps the turn's lease alive while the call is in progress. Saves nothing, because these callbacks may come on a thread that is
 * shared with other streams.
 */
final class ConversationCall extends Stage {

    private final Lease lease;
    private final Consumer<ChatResponse> arrived;

    ConversationCall(ChatCall delegate, Lease lease, Consumer<ChatResponse> arrived) {
        super(delegate);
        this.lease = lease;
        this.arrived = arrived;
    }

    @Override
    protected boolean needsEvents() {
        return false; // no work per token
    }

    @Override
    protected void begin() {
        lease.keep();
        super.begin();
    }

    @Override
    protected void completed(ChatResponse response) {
        arrived.accept(response);
    }
}
