package dev.aistreaming.conversation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One question of a conversation and its answer. {@linkplain #around Wrap} the provider in it, and report the ending with {@link
 * #completed} or {@link #failed} on a thread that may block on the store.
 */
public final class ConversationTask {

    private final Conversations conversations;
    private final ConversationKey key;

    /** The turn in progress. */
    private final AtomicReference<@Nullable Lease> open = new AtomicReference<>();

    private volatile @Nullable ConversationTurn turn;
    private volatile @Nullable ChatResponse arrived;

    ConversationTask(Conversations conversations, ConversationKey key) {
        this.conversations = conversations;
        this.key = key;
    }

    /**
     * Wraps a provider in the conversation. Its next call loads the earlier messages and saves the question, which blocks the
     * calling thread.
     *
     * <p>The question consists of the messages after the last answer in the request. Everything before them is ignored: the store
     * has the conversation, and a front end that sends all of it each time adds nothing new.
     */
    public ChatProvider around(ChatProvider provider) {
        return new ConversationProvider(provider, this);
    }

    ChatCall newCall(ChatProvider provider, ChatRequest request) {
        List<Message> question = question(request.messages());
        ConversationTurn begun = conversations.begin(key);
        Lease lease = conversations.lease(begun);
        ChatCall call = null;
        try {
            call = provider.newCall(request.toBuilder()
                    .withMessages(conversations.withEarlier(key, question))
                    .build());
            conversations.store().save(begun, question, MessageState.WHOLE);
            if (begun.number() == 1) {
                title(question);
            }
            turn = begun;
            open.set(lease);
            return new ConversationCall(call, lease, response -> arrived = response);
        } catch (Throwable e) {
            if (call != null) {
                call.cancel(); // releases whatever was acquired for the call
            }
            lease.end();
            throw e instanceof AiException known ? known : internal(e);
        }
    }

    private static List<Message> question(List<Message> messages) {
        int from = messages.size();
        while (from > 0 && messages.get(from - 1).role() != Role.ASSISTANT) {
            from--;
        }
        if (from == messages.size()) {
            throw AiException.invalidRequest("a conversation needs a question: the last message must not be an answer");
        }
        return messages.subList(from, messages.size());
    }

    /** A preliminary title until a better one is set. */
    private void title(List<Message> question) {
        String title = Titles.of(question);
        if (!title.isEmpty()) {
            conversations.store().rename(key, title);
        }
    }

    /**
     * Saves the complete answer and ends the turn. May block, and retries if the store fails. Only the first ending counts.
     *
     * @throws AiException with {@code internal} if the answer could not be saved, which has been logged
     */
    public void completed(ChatResponse response) {
        boolean cutCalls = !response.toolCalls().isEmpty()
                && (response.finishReason() == FinishReason.LENGTH
                        || response.finishReason() == FinishReason.CONTENT_FILTER);
        end(response.messages(), cutCalls ? MessageState.INTERRUPTED : MessageState.WHOLE);
    }

    /**
     * Saves what had arrived of an answer that is not complete, marks it as such, and ends the turn. May block, and retries if the
     * store fails. Only the first ending counts.
     *
     * @throws AiException with {@code internal} if the answer could not be saved, which has been logged
     */
    public void failed(AiException error) {
        ChatResponse whole = arrived;
        if (error.partial() == null && whole != null) { // it arrived, but could not be delivered
            completed(whole);
            return;
        }
        List<Message> partial =
                error.partial() == null ? List.of() : error.partial().messages();
        end(partial, partial.isEmpty() && isRefused(error.code()) ? MessageState.REFUSED : MessageState.INTERRUPTED);
    }

    /** If the question were sent again, every further question would be rejected with it. */
    private static boolean isRefused(ErrorCode code) {
        return code == ErrorCode.INVALID_REQUEST
                || code == ErrorCode.CONTENT_FILTERED
                || code == ErrorCode.CONTEXT_LENGTH_EXCEEDED;
    }

    private void end(List<Message> answer, MessageState state) {
        Lease lease = open.getAndSet(null);
        ConversationTurn ending = turn;
        if (lease == null || ending == null) {
            return;
        }
        try {
            List<Message> saved = answer.isEmpty() ? List.of(new Message(Role.ASSISTANT, List.of())) : answer;
            AnswerSaving.save(conversations.store(), ending, saved, state);
        } catch (Throwable e) {
            throw internal(e);
        } finally {
            lease.end();
        }
    }

    private AiException internal(Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL)
                .userMessage("The conversation could not be loaded or saved.")
                .cause(fault)
                .build();
    }
}
