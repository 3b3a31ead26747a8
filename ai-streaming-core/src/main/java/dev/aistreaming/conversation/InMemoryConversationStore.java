package dev.aistreaming.conversation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps conversations in the memory of this application instance while it runs, within {@linkplain ConversationLimits limits}. The
 * first time that something is dropped is logged as a warning.
 */
public final class InMemoryConversationStore implements ConversationStore {

    private static final Logger log = LoggerFactory.getLogger(InMemoryConversationStore.class);

    private final ConversationLimits limits;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /** The least recently used one comes first. */
    private final Map<ConversationKey, KeptConversation> conversations = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean warned;

    /** Creates an empty store. */
    public InMemoryConversationStore(ConversationLimits limits) {
        this(limits, Clock.systemUTC(), System::nanoTime);
    }

    /**
     * Creates an empty store with custom clocks.
     *
     * @param clock determines the time at which something was saved
     * @param nanoTime determines when a lease has expired, like {@link System#nanoTime}
     */
    public InMemoryConversationStore(ConversationLimits limits, Clock clock, LongSupplier nanoTime) {
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** @throws AiException with {@code busy} if all conversations that fit have a turn in progress */
    @Override
    public synchronized Optional<ConversationTurn> begin(ConversationKey key, Duration lease) {
        long now = nanoTime.getAsLong();
        KeptConversation conversation = conversations.get(key);
        if (conversation != null && conversation.isLeased(now)) {
            return Optional.empty();
        }
        if (conversation == null) {
            while (conversations.size() >= limits.maxConversations()) {
                if (!forgetOne(null)) {
                    throw AiException.of(ErrorCode.BUSY).build();
                }
            }
            conversation = new KeptConversation(key, UUID.randomUUID().toString(), now());
            conversations.put(key, conversation);
        }
        return Optional.of(
                new ConversationTurn(key, conversation.incarnation, conversation.lease(now + lease.toNanos())));
    }

    @Override
    public synchronized boolean renew(ConversationTurn turn, Duration lease) {
        KeptConversation conversation = of(turn);
        return conversation != null && conversation.renew(turn.number(), nanoTime.getAsLong() + lease.toNanos());
    }

    /** @throws IllegalStateException if the messages are larger than the whole store */
    @Override
    public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
        List<String> json = messages.stream().map(MessageCodec::encode).toList();
        long size = json.stream().mapToLong(KeptConversation::size).sum();
        if (size > limits.maxBytes()) {
            throw new IllegalStateException(
                    "messages of " + size + " bytes are larger than the store of " + limits.maxBytes() + " bytes");
        }
        synchronized (this) {
            KeptConversation conversation = of(turn);
            if (conversation == null) {
                return false;
            }
            conversation.add(turn.number(), json, state, now());
            bytes += size;
            makeRoom(conversation);
            return true;
        }
    }

    /** The last turn of this conversation stays, because it is in progress. */
    private void makeRoom(KeptConversation used) {
        while (used.size() > limits.maxMessages() && forgetFirstTurn(used)) {
            warn("the first turns of a conversation with more than " + limits.maxMessages() + " messages are dropped");
        }
        while (bytes > limits.maxBytes() && (forgetOne(used) || forgetFirstTurn(used))) {
            warn("the least recently used conversations are dropped");
        }
    }

    private boolean forgetFirstTurn(KeptConversation conversation) {
        long before = conversation.bytes();
        boolean forgotten = conversation.forgetFirstTurn();
        bytes -= before - conversation.bytes();
        return forgotten;
    }

    /** Returns whether there was a conversation without a turn in progress. */
    private boolean forgetOne(@Nullable KeptConversation but) {
        long now = nanoTime.getAsLong();
        Iterator<KeptConversation> oldestFirst = conversations.values().iterator();
        while (oldestFirst.hasNext()) {
            KeptConversation oldest = oldestFirst.next();
            if (!Objects.equals(oldest, but) && !oldest.isLeased(now)) {
                oldestFirst.remove();
                bytes -= oldest.bytes();
                warn("the least recently used conversations are dropped");
                return true;
            }
        }
        return false;
    }

    private void warn(String what) {
        if (!warned) {
            warned = true;
            log.warn("The memory for conversations is full ({}): {}", limits, what);
        }
    }

    @Override
    public synchronized void end(ConversationTurn turn) {
        KeptConversation conversation = of(turn);
        if (conversation != null) {
            conversation.release(turn.number());
            if (conversation.size() == 0) {
                conversations.remove(turn.key());
            }
        }
    }

    private @Nullable KeptConversation of(ConversationTurn turn) {
        KeptConversation conversation = conversations.get(turn.key());
        return conversation == null || !conversation.incarnation.equals(turn.incarnation()) ? null : conversation;
    }

    @Override
    public synchronized Optional<StoredConversation> find(ConversationKey key) {
        KeptConversation conversation = conversations.get(key);
        return conversation == null || conversation.size() == 0
                ? Optional.empty()
                : Optional.of(conversation.describe());
    }

    @Override
    public synchronized List<StoredConversation> list(String owner, int offset, int limit) {
        return conversations.values().stream()
                .filter(one -> owner.equals(one.key.owner()) && one.size() > 0)
                .sorted(KeptConversation.lastUsedFirst())
                .skip(offset)
                .limit(limit)
                .map(KeptConversation::describe)
                .toList();
    }

    @Override
    public List<StoredMessage> last(ConversationKey key, int atLeast) {
        List<KeptConversation.Kept> last;
        synchronized (this) {
            KeptConversation conversation = conversations.get(key);
            last = conversation == null ? List.of() : conversation.last(atLeast);
        }
        return last.stream()
                .map(KeptConversation.Kept::read)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized boolean rename(ConversationKey key, String title) {
        KeptConversation conversation = conversations.get(key);
        if (conversation == null) {
            return false;
        }
        conversation.rename(title);
        return true;
    }

    @Override
    public synchronized boolean delete(ConversationKey key) {
        KeptConversation conversation = conversations.remove(key);
        bytes -= conversation == null ? 0 : conversation.bytes();
        return conversation != null;
    }

    @Override
    public synchronized void close() {
        conversations.clear();
        bytes = 0;
    }

    /** The number of bytes kept. */
    synchronized long bytes() {
        return bytes;
    }
}
