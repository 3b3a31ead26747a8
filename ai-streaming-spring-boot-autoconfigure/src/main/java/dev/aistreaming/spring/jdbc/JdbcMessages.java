package dev.aistreaming.spring.jdbc;

import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageCodec;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the rows of messages. */
final class JdbcMessages {

    private final JdbcClient jdbc;

    JdbcMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Saves messages. Must run within a transaction. Locks the row of the conversation first, so that it cannot be deleted meanwhile. */
    boolean save(ConversationTurn turn, List<String> messages, MessageState state, long now) {
        boolean known = jdbc.sql("SELECT turns FROM ai_conversation WHERE conversation_id = :id FOR UPDATE")
                .param("id", turn.incarnation())
                .query(Long.class)
                .optional()
                .isPresent();
        if (!known) {
            return false;
        }
        jdbc.sql(
                        "UPDATE ai_conversation SET updated_at = :now, messages = messages + :more WHERE conversation_id = :id")
                .param("now", now)
                .param("more", messages.size())
                .param("id", turn.incarnation())
                .update();
        int index = nextIndex(turn);
        for (int i = 0; i < messages.size(); i++) {
            insert(turn, index + i, messages.get(i), i == messages.size() - 1 ? state : MessageState.WHOLE, now);
        }
        return true;
    }

    private int nextIndex(ConversationTurn turn) {
        return jdbc.sql("SELECT COALESCE(MAX(message_index) + 1, 0) FROM ai_conversation_message"
                        + " WHERE conversation_id = :id AND turn_number = :turn")
                .param("id", turn.incarnation())
                .param("turn", turn.number())
                .query(Integer.class)
                .single();
    }

    private void insert(ConversationTurn turn, int index, String content, MessageState state, long now) {
        jdbc.sql(
                        "INSERT INTO ai_conversation_message (conversation_id, turn_number, message_index, state, saved_at, content)"
                                + " VALUES (:id, :turn, :index, :state, :now, :content)")
                .param("id", turn.incarnation())
                .param("turn", turn.number())
                .param("index", index)
                .param("state", state.wireName())
                .param("now", now)
                .param("content", content)
                .update();
    }

    List<StoredMessage> last(ConversationKey key, int atLeast) {
        return jdbc
                .sql("SELECT m.turn_number, m.message_index, m.state, m.saved_at, m.content"
                        + " FROM ai_conversation c JOIN ai_conversation_message m ON m.conversation_id = c.conversation_id"
                        + " WHERE c.conversation_key = :key AND m.turn_number >= :from"
                        + " ORDER BY m.turn_number, m.message_index")
                .param("key", KeyHash.of(key))
                .param("from", atLeast == Integer.MAX_VALUE ? 0L : firstTurn(key, atLeast))
                .query((row, index) -> read(
                        row.getLong("turn_number"),
                        row.getInt("message_index"),
                        row.getString("content"),
                        row.getString("state"),
                        row.getLong("saved_at")))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private long firstTurn(ConversationKey key, int atLeast) {
        return jdbc.sql("SELECT m.turn_number"
                        + " FROM ai_conversation c JOIN ai_conversation_message m ON m.conversation_id = c.conversation_id"
                        + " WHERE c.conversation_key = :key"
                        + " ORDER BY m.turn_number DESC, m.message_index DESC LIMIT 1 OFFSET :offset")
                .param("key", KeyHash.of(key))
                .param("offset", atLeast - 1)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private static @Nullable StoredMessage read(long turn, int index, String content, String state, long savedAt) {
        Message message = MessageCodec.decode(content);
        return message == null
                ? null
                : new StoredMessage(turn, index, message, MessageState.of(state), Instant.ofEpochMilli(savedAt));
    }
}
