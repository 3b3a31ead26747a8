package dev.aistreaming.spring.jdbc;

import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationTurn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Leases of turns. A lease is a number and a time in the row of the conversation, and is taken by an update that requires the row to be
 * unchanged since it was read. The clocks of the instances may differ by less than the lease. Otherwise two turns may be in progress at
 * the same time, but none is lost.
 */
final class JdbcTurns {

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcTurns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Row(String id, long turns, long leasedTurn, long leaseEnd) {
        static Row read(ResultSet row, int index) throws SQLException {
            return new Row(
                    row.getString("conversation_id"),
                    row.getLong("turns"),
                    row.getLong("leased_turn"),
                    row.getLong("lease_end"));
        }
    }

    /** Begins a turn. Must run within a transaction, which must be repeated if another transaction has inserted the row. */
    Optional<ConversationTurn> begin(ConversationKey key, Duration lease) {
        long now = clock.millis();
        long leaseEnd = now + lease.toMillis();
        Row row = find(key);
        if (row == null) {
            return Optional.of(insert(key, now, leaseEnd));
        }
        if (row.leasedTurn() != 0 && row.leaseEnd() > now) {
            return Optional.empty();
        }
        int taken = jdbc.sql("UPDATE ai_conversation SET turns = :turn, leased_turn = :turn, lease_end = :leaseEnd"
                        + " WHERE conversation_id = :id AND turns = :turns AND lease_end = :found")
                .param("found", row.leaseEnd())
                .param("turn", row.turns() + 1)
                .param("leaseEnd", leaseEnd)
                .param("id", row.id())
                .param("turns", row.turns())
                .update();
        return taken == 0 ? Optional.empty() : Optional.of(new ConversationTurn(key, row.id(), row.turns() + 1));
    }

    private @Nullable Row find(ConversationKey key) {
        return jdbc.sql("SELECT conversation_id, turns, leased_turn, lease_end FROM ai_conversation"
                        + " WHERE conversation_key = :key")
                .param("key", KeyHash.of(key))
                .query(Row::read)
                .optional()
                .orElse(null);
    }

    private ConversationTurn insert(ConversationKey key, long now, long leaseEnd) {
        String id = UUID.randomUUID().toString();
        String owner = key.owner();
        jdbc.sql(
                        "INSERT INTO ai_conversation (conversation_id, conversation_key, owner_key, owner_name, name, created_at,"
                                + " updated_at, messages, turns, leased_turn, lease_end) VALUES (:id, :key, :ownerKey, :owner, :name,"
                                + " :now, :now, 0, 1, 1, :leaseEnd)")
                .param("id", id)
                .param("key", KeyHash.of(key))
                .param("ownerKey", KeyHash.ofOwner(owner))
                .param("owner", owner == null ? null : owner.replace('\0', '?'))
                .param("name", key.id())
                .param("now", now)
                .param("leaseEnd", leaseEnd)
                .update();
        return new ConversationTurn(key, id, 1);
    }

    boolean renew(ConversationTurn turn, Duration lease) {
        return jdbc.sql("UPDATE ai_conversation SET lease_end = :leaseEnd"
                                + " WHERE conversation_id = :id AND leased_turn = :turn")
                        .param("leaseEnd", clock.millis() + lease.toMillis())
                        .param("id", turn.incarnation())
                        .param("turn", turn.number())
                        .update()
                > 0;
    }

    boolean end(ConversationTurn turn) {
        jdbc.sql("UPDATE ai_conversation SET leased_turn = 0, lease_end = 0"
                        + " WHERE conversation_id = :id AND leased_turn = :turn")
                .param("id", turn.incarnation())
                .param("turn", turn.number())
                .update();
        return jdbc.sql("DELETE FROM ai_conversation WHERE conversation_id = :id AND leased_turn = 0 AND messages = 0")
                        .param("id", turn.incarnation())
                        .update()
                > 0;
    }
}
