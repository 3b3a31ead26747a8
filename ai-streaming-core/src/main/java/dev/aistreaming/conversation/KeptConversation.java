package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation in memory. Guarded by its store. */
final class KeptConversation {

    final ConversationKey key;
    final String incarnation;
    private final Instant createdAt;
    private final List<Kept> messages = new ArrayList<>();
    private Instant updatedAt;
    private @Nullable String title;
    private long turns;
    private long bytes;

    /** The turn that holds the lease, or 0. */
    private long leased;

    private long leaseEnd;

    /** @param size the size in bytes as UTF-8 */
    record Kept(long turn, int index, String json, int size, MessageState state, Instant savedAt) {

        /** Must not be called under the store's lock, because it may take long. */
        @Nullable
        StoredMessage read() {
            Message message = MessageCodec.decode(json);
            return message == null ? null : new StoredMessage(turn, index, message, state, savedAt);
        }
    }

    KeptConversation(ConversationKey key, String incarnation, Instant now) {
        this.key = key;
        this.incarnation = incarnation;
        this.createdAt = now;
        this.updatedAt = now;
    }

    static int size(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    boolean isLeased(long now) {
        return leased != 0 && leaseEnd - now > 0;
    }

    /** Returns the number of the turn. */
    long lease(long end) {
        leased = ++turns;
        leaseEnd = end;
        return leased;
    }

    boolean renew(long turn, long end) {
        boolean own = leased == turn;
        leaseEnd = own ? end : leaseEnd;
        return own;
    }

    void release(long turn) {
        leased = leased == turn ? 0 : leased;
    }

    /** A turn that has lost its lease may save late. Its messages are inserted where they belong. */
    void add(long turn, List<String> more, MessageState state, Instant now) {
        int at = messages.size();
        while (at > 0 && messages.get(at - 1).turn() > turn) {
            at--;
        }
        int index = at > 0 && messages.get(at - 1).turn() == turn
                ? messages.get(at - 1).index() + 1
                : 0;
        for (int i = 0; i < more.size(); i++) {
            String json = more.get(i);
            int size = size(json);
            MessageState own = i == more.size() - 1 ? state : MessageState.WHOLE;
            messages.add(at + i, new Kept(turn, index + i, json, size, own, now));
            bytes += size;
        }
        updatedAt = now;
    }

    /** Drops the first turn unless it is the only one. Returns whether there was one to drop. */
    boolean forgetFirstTurn() {
        long first = messages.isEmpty() ? 0 : messages.get(0).turn();
        int end = 0;
        while (end < messages.size() && messages.get(end).turn() == first) {
            end++;
        }
        if (end == messages.size()) {
            return false;
        }
        List<Kept> forgotten = messages.subList(0, end);
        forgotten.forEach(message -> bytes -= message.size());
        forgotten.clear();
        return true;
    }

    List<Kept> last(int atLeast) {
        int from = Math.max(0, messages.size() - atLeast);
        while (from > 0 && messages.get(from - 1).turn() == messages.get(from).turn()) {
            from--;
        }
        return List.copyOf(messages.subList(from, messages.size()));
    }

    int size() {
        return messages.size();
    }

    long bytes() {
        return bytes;
    }

    void rename(String title) {
        this.title = title;
    }

    StoredConversation describe() {
        return new StoredConversation(key, title, createdAt, updatedAt);
    }

    static Comparator<KeptConversation> lastUsedFirst() {
        return Comparator.comparing((KeptConversation one) -> one.updatedAt)
                .thenComparing(one -> one.createdAt)
                .reversed()
                .thenComparing(one -> one.key.id());
    }
}
