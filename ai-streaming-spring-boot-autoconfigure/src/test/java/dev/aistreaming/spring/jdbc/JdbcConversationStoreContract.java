package dev.aistreaming.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.testing.ConversationStoreContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a store in a database has to keep. A subclass has the database. */
abstract class JdbcConversationStoreContract extends ConversationStoreContract {

    private static final ConversationKey KEY = new ConversationKey("ann", "chat");

    private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

    /** An empty database, the same for all instances. */
    abstract DataSource dataSource();

    /** Which of the files has its tables. */
    abstract String platform();

    /** As at each start of an application that initializes its schema always. */
    @BeforeEach
    void createTables() {
        new ResourceDatabasePopulator(
                        new ClassPathResource("dev/aistreaming/spring/jdbc/schema-" + platform() + ".sql"))
                .execute(dataSource());
        JdbcClient.create(dataSource()).sql("DELETE FROM ai_conversation").update();
    }

    @Override
    protected ConversationStore store() {
        return new JdbcConversationStore(dataSource(), new TestClock());
    }

    @Override
    protected void runOutOfLeases() {
        millis.addAndGet(LEASE.toMillis());
    }

    @Override
    protected void passTime() {
        millis.incrementAndGet();
    }

    private static ConversationTurn begin(ConversationStore store) {
        return store.begin(KEY, Duration.ofSeconds(30)).orElseThrow();
    }

    @Test
    void aTransactionOfTheApplicationTakesNothingBack() {
        ConversationStore store = store();
        TransactionTemplate application = new TransactionTemplate(new JdbcTransactionManager(dataSource()));
        application.executeWithoutResult(status -> {
            store.save(begin(store), List.of(Message.user("Hi")), MessageState.WHOLE);
            status.setRollbackOnly();
        });
        assertThat(store.messages(KEY)).hasSize(1);
        assertThat(store.begin(KEY, LEASE)).isEmpty();
    }

    @Test
    void messagesAreSavedAllOrNone() {
        ConversationStore store = store();
        ConversationTurn turn = begin(store);
        store.save(turn, List.of(Message.user("Hi")), MessageState.WHOLE);
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql("UPDATE ai_conversation_message SET message_index = :last")
                .param("last", Integer.MAX_VALUE) // there can be no further one in this turn
                .update();
        assertThatThrownBy(() -> store.save(turn, List.of(Message.assistant("Hello")), MessageState.WHOLE))
                .isInstanceOf(Exception.class);
        assertThat(store.messages(KEY)).hasSize(1);
        assertThat(jdbc.sql("SELECT messages FROM ai_conversation")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void givesBackFiles() {
        byte[] bytes = new byte[2_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Message message = Message.user(new Part.File(Media.bytes(bytes, "application/pdf"), "a.pdf"));
        ConversationStore store = store();
        store.save(begin(store), List.of(message), MessageState.WHOLE);
        assertThat(store.messages(KEY).get(0).message()).isEqualTo(message);
    }

    @Test
    void noMessageOfADeletedConversationIsLeft() {
        ConversationStore store = store();
        store.save(begin(store), List.of(Message.user("Hi")), MessageState.WHOLE);
        store.delete(KEY);
        assertThat(JdbcClient.create(dataSource())
                        .sql("SELECT COUNT(*) FROM ai_conversation_message")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    }
}
