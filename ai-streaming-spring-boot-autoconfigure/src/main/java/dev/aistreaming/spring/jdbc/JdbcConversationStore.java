package dev.aistreaming.spring.jdbc;

import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageCodec;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores conversations in two tables of a database, which all instances of an application share: H2, PostgreSQL, MySQL or MariaDB. The
 * scripts {@code dev/aistreaming/spring/jdbc/schema-*.sql} in this jar create the tables.
 */
public final class JdbcConversationStore implements ConversationStore {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JdbcTurns turns;
    private final JdbcMessages messages;
    private final Clock clock;

    /**
     * Creates a store. Its tables must exist.
     *
     * @param dataSource provides connections; the store does not close it
     */
    public JdbcConversationStore(DataSource dataSource) {
        this(dataSource, Clock.systemUTC());
    }

    /**
     * Creates a store with another clock.
     *
     * @param clock tells when a message was saved, and when a lease has expired
     */
    public JdbcConversationStore(DataSource dataSource, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new Transactions(dataSource);
        this.turns = new JdbcTurns(jdbc, clock);
        this.messages = new JdbcMessages(jdbc);
        this.clock = clock;
    }

    @Override
    public Optional<ConversationTurn> begin(ConversationKey key, Duration lease) {
        return transactions.run(() -> turns.begin(key, lease));
    }

    @Override
    public boolean renew(ConversationTurn turn, Duration lease) {
        return transactions.run(() -> turns.renew(turn, lease));
    }

    @Override
    public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
        List<String> json = messages.stream().map(MessageCodec::encode).toList();
        return transactions.run(() -> this.messages.save(turn, json, state, clock.millis()));
    }

    @Override
    public void end(ConversationTurn turn) {
        boolean unused = transactions.run(() -> turns.end(turn));
    }

    @Override
    public Optional<StoredConversation> find(ConversationKey key) {
        return transactions.run(() -> jdbc.sql("SELECT name, title, created_at, updated_at FROM ai_conversation"
                        + " WHERE conversation_key = :key AND messages > 0")
                .param("key", KeyHash.of(key))
                .query((row, index) -> read(key.owner(), row))
                .optional());
    }

    @Override
    public List<StoredConversation> list(String owner, int offset, int limit) {
        return transactions.run(() -> jdbc.sql("SELECT name, title, created_at, updated_at FROM ai_conversation"
                        + " WHERE owner_key = :owner AND messages > 0"
                        + " ORDER BY updated_at DESC, created_at DESC, conversation_id LIMIT :limit OFFSET :offset")
                .param("owner", KeyHash.ofOwner(owner))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, index) -> read(owner, row))
                .list());
    }

    private static StoredConversation read(@Nullable String owner, ResultSet row) throws SQLException {
        return new StoredConversation(
                new ConversationKey(owner, row.getString("name")),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    @Override
    public List<StoredMessage> last(ConversationKey key, int atLeast) {
        return transactions.run(() -> messages.last(key, atLeast));
    }

    @Override
    public boolean rename(ConversationKey key, String title) {
        return transactions.run(
                () -> jdbc.sql("UPDATE ai_conversation SET title = :title WHERE conversation_key = :key")
                                .param("title", title)
                                .param("key", KeyHash.of(key))
                                .update()
                        > 0);
    }

    /** Deletes a conversation. The foreign key deletes its messages. */
    @Override
    public boolean delete(ConversationKey key) {
        return transactions.run(() -> jdbc.sql("DELETE FROM ai_conversation WHERE conversation_key = :key")
                        .param("key", KeyHash.of(key))
                        .update()
                > 0);
    }

    /** Does nothing, because the data source belongs to the application. */
    @Override
    public void close() {}
}
