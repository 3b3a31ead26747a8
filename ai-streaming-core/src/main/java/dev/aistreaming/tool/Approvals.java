package dev.aistreaming.tool;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls that are waiting for a person's approval. Attach it to one or more requests. A call that {@linkplain
 * LocalTool#requiringApproval() requires approval} is refused if none is attached to its request, because then nobody can be asked.
 * Thread-safe.
 *
 * <pre>{@code
 * Approvals approvals = new Approvals();
 * ChatRequest request = approvals.addTo(ChatRequest.builder().prompt("Refund order 7")).build();
 * // once an ApprovalRequested event arrives, from any thread:
 * approvals.decide(requested.id(), true, null);
 * }</pre>
 */
public final class Approvals {

    private static final String ATTRIBUTE = Approvals.class.getName();

    private final Map<String, Consumer<Decision>> waiting = new ConcurrentHashMap<>();
    private final Consumer<StreamEvent.ApprovalRequested> onRequest;

    /** A person's decision. */
    record Decision(boolean approved, @Nullable String reason) {}

    /** For callers that see {@link StreamEvent.ApprovalRequested} among the events of the answer. */
    public Approvals() {
        this(request -> {});
    }

    /**
     * For callers that wait for complete answers and see no events.
     *
     * @param onRequest called on a worker thread for each call that needs approval; an exception counts as an exception of the tool
     */
    public Approvals(Consumer<StreamEvent.ApprovalRequested> onRequest) {
        this.onRequest = onRequest;
    }

    /** Attaches these approvals to a request. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.attribute(ATTRIBUTE, this);
    }

    /** The approvals attached to a request, or {@code null} if there are none. */
    public static @Nullable Approvals of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Approvals.class);
    }

    /**
     * Approves or denies a call. Returns immediately; the tool runs on a worker thread.
     *
     * @param approvalId the id from the {@link StreamEvent.ApprovalRequested} event
     * @param reason the reason for a denial, for the model, which may repeat it; {@code null} for none
     * @return whether a call with this id was waiting; {@code false} if it was already decided, if the approval timed out, or if
     *     the answer has ended
     */
    public boolean decide(String approvalId, boolean approved, @Nullable String reason) {
        Consumer<Decision> call = waiting.remove(approvalId);
        if (call == null) {
            return false;
        }
        call.accept(new Decision(approved, reason));
        return true;
    }

    /** Registers a call that starts waiting. */
    StreamEvent.ApprovalRequested add(ToolCall call, Consumer<Decision> decided) {
        String id = UUID.randomUUID().toString(); // 122 random bits
        waiting.put(id, decided);
        return new StreamEvent.ApprovalRequested(id, call);
    }

    void ask(StreamEvent.ApprovalRequested request) {
        onRequest.accept(request);
    }

    /** Stops waiting. Returns whether the call was still waiting. */
    boolean forget(String approvalId) {
        return waiting.remove(approvalId) != null;
    }
}
