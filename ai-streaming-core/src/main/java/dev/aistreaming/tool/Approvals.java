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
 * The calls of tools that wait for somebody who approves them. It goes along with a request, or with several; a call that needs an
 * {@linkplain LocalTool#requiringApproval approval} is refused where none does, for then nobody can be asked. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * Approvals approvals = new Approvals();
 * ChatRequest request = approvals.addTo(ChatRequest.builder().prompt("Refund order 7")).build();
 * // an ApprovalRequested comes, and then, from whatever thread:
 * approvals.decide(requested.id(), true, null);
 * }</pre>
 */
public final class Approvals {

    private static final String ATTRIBUTE = Approvals.class.getName();

    private final Map<String, Consumer<Decision>> waiting = new ConcurrentHashMap<>();
    private final Consumer<StreamEvent.ApprovalRequested> onRequest;

    /** What somebody has said. */
    record Decision(boolean approved, @Nullable String reason) {}

    /** For those who see {@link StreamEvent.ApprovalRequested} among the events of the answer. */
    public Approvals() {
        this(request -> {});
    }

    /**
     * For those who wait for whole answers, and see no events.
     *
     * @param onRequest told of each call that waits, on a worker; what it throws is what the tool throws
     */
    public Approvals(Consumer<StreamEvent.ApprovalRequested> onRequest) {
        this.onRequest = onRequest;
    }

    /** Lets it go along with a request. */
    public ChatRequest.Builder addTo(ChatRequest.Builder request) {
        return request.attribute(ATTRIBUTE, this);
    }

    /** What goes along with a request; {@code null} where none does. */
    public static @Nullable Approvals of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, Approvals.class);
    }

    /**
     * Says whether a tool may be called. Returns at once; the tool runs on a worker.
     *
     * @param approvalId that of the {@link StreamEvent.ApprovalRequested}
     * @param reason why not, for the model, which may repeat it
     * @return whether a call with this id has waited for it; not where somebody has decided before, the time was up, or the answer
     *     has ended
     */
    public boolean decide(String approvalId, boolean approved, @Nullable String reason) {
        Consumer<Decision> call = waiting.remove(approvalId);
        if (call == null) {
            return false;
        }
        call.accept(new Decision(approved, reason));
        return true;
    }

    /** A call begins to wait. */
    StreamEvent.ApprovalRequested add(ToolCall call, Consumer<Decision> decided) {
        String id = UUID.randomUUID().toString(); // 122 random bits
        waiting.put(id, decided);
        return new StreamEvent.ApprovalRequested(id, call);
    }

    void ask(StreamEvent.ApprovalRequested request) {
        onRequest.accept(request);
    }

    /** A call waits no more; returns whether it did. */
    boolean forget(String approvalId) {
        return waiting.remove(approvalId) != null;
    }
}
