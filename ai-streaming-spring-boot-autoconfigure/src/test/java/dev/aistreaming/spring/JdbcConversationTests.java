package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Conversations in a database, over a restart and over several instances. */
@Timeout(60)
class JdbcConversationTests {

    private static final String[] ANN = ConversationApplication.ANN;

    private static final String JPA = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

    @TempDir
    Path directory;

    private final List<ScriptedApplication> applications = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        applications.forEach(ScriptedApplication::close);
    }

    private ScriptedApplication application(String url, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("test.url=" + url);
        all.add("ai.streaming.conversations.store=jdbc");
        all.add("spring.autoconfigure.exclude=" + JPA);
        ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(ConversationApplication.class, Database.class),
                all.toArray(String[]::new));
        applications.add(application);
        application.play(answer());
        return application;
    }

    private static ScriptedServer.Script answer() {
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Fine.") + OpenAiWire.ending());
            connection.end();
        };
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("conversations");
        ScriptedApplication before = application(url, "ai.streaming.conversations.initialize-schema=always");
        before.get("/talk?id=1&question=Hi", ANN);
        before.close();
        ScriptedApplication after = application(url, "ai.streaming.conversations.initialize-schema=always");
        assertThat(after.get("/talk?id=1&question=Again", ANN).body()).contains("Fine.", "[DONE]");
        assertThat(after.provider.requests().get(0).body())
                .contains("{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Fine.\"}");
        assertThat(after.get("/conversations?offset=0&limit=10", ANN).body()).isEqualTo("[\"1\"]");
    }

    @Test
    void oneInstanceAtATimeAnswers() throws Exception {
        String url =
                "jdbc:h2:mem:two-instances;DB_CLOSE_DELAY=-1"; // the tables of an embedded one are created by default
        ScriptedApplication one = application(url);
        ScriptedApplication other = application(url);
        one.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Once upon"));
            goOn.await();
            connection.chunk(OpenAiWire.text(" a time") + OpenAiWire.ending());
            connection.end();
        });
        try (ScriptedApplication.Browser browser = one.browser("/talk?id=1&question=Story", ANN)) {
            browser.readUntil("Once upon");
            assertThat(other.get("/talk?id=1&question=Hi", ANN).statusCode()).isEqualTo(429);
            goOn.countDown();
            browser.readUntil("[DONE]");
        }
        one.awaitQuiet();
        assertThat(other.get("/talk?id=1&question=Hi", ANN).body()).contains("Fine.");
        assertThat(one.get("/messages?id=1", ANN).body())
                .isEqualTo("[\"user whole: Story\",\"assistant whole: Once upon a time\",\"user whole: Hi\","
                        + "\"assistant whole: Fine.\"]");
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean(destroyMethod = "dispose")
        JdbcConnectionPool dataSource(@Value("${test.url}") String url) {
            return JdbcConnectionPool.create(url, "sa", "");
        }
    }
}
