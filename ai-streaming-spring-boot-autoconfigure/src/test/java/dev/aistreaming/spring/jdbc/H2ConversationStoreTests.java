package dev.aistreaming.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.MessageState;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ConversationStoreTests extends JdbcConversationStoreContract {

    @TempDir
    Path directory;

    private JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:conversations;DB_CLOSE_DELAY=-1", "sa", "");

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Override
    DataSource dataSource() {
        return pool;
    }

    @Override
    String platform() {
        return "h2";
    }

    @Test
    void aFileSurvivesARestart() {
        String url = "jdbc:h2:file:" + directory.resolve("conversations");
        pool = JdbcConnectionPool.create(url, "sa", "");
        createTables();
        ConversationKey key = new ConversationKey("ann", "chat");
        ConversationStore before = store();
        before.save(before.begin(key, LEASE).orElseThrow(), List.of(Message.user("Hi")), MessageState.WHOLE);
        pool.dispose(); // the last connection closes the database
        pool = JdbcConnectionPool.create(url, "sa", "");
        assertThat(store().messages(key)).hasSize(1);
        runOutOfLeases();
        assertThat(store().begin(key, LEASE)).isPresent();
    }
}
