package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What docs/configuration.md shows of beans. */
@SpringBootTest(
        classes = {ConfigurationTests.Application.class, ConfigurationTests.AuditLog.class},
        properties = {
            "ai.streaming.default-provider=openai",
            "ai.streaming.providers.openai.model=gpt-test",
            "ai.streaming.retry.max-attempts=1"
        })
class ConfigurationTests {

    private static final ScriptedServer SERVER =
            ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hi"), OpenAiWire.ending());

    @TempDir
    static Path keys;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("keys.directory", keys::toString);
        registry.add("ai.streaming.providers.openai.base-url", SERVER.url()::toString);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        ApiKeySource apiKeySource(@Value("${keys.directory}") Path directory) {
            return provider -> Files.readString(directory.resolve(provider)).strip();
        }

        @Bean
        @Order(150)
        ProviderCustomizer audit(AuditLog log) {
            return (provider, identity) -> new AuditedProvider(provider, log);
        }
    }

    @Component
    static class AuditLog {

        private final List<String> entries = new CopyOnWriteArrayList<>();

        void add(String entry) {
            entries.add(entry);
        }
    }

    static class AuditedProvider extends StagedProvider {

        private final AuditLog log;

        AuditedProvider(ChatProvider provider, AuditLog log) {
            super(provider);
            this.log = log;
        }

        @Override
        protected ChatCall around(ChatCall call, ChatRequest request) {
            return new Stage(call) {
                @Override
                protected void completed(ChatResponse response) {
                    log.add(name() + " answered with " + response.content().length() + " characters");
                }

                @Override
                protected void failed(AiException error) {
                    log.add(name() + " failed with " + error.code());
                }
            };
        }
    }

    @Autowired
    AiService ai;

    @Autowired
    AuditLog log;

    @BeforeEach
    void startAfresh() throws IOException {
        log.entries.clear();
        Files.deleteIfExists(keys.resolve("openai"));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aKeyChangesWithoutARestart() throws IOException {
        Files.writeString(keys.resolve("openai"), "sk-old\n");
        ai.ask("Hello?");
        Files.writeString(keys.resolve("openai"), "sk-new\n");
        ai.ask("Hello?");

        assertThat(SERVER.requests())
                .extracting(request -> request.headers().get("authorization"))
                .endsWith("Bearer sk-old", "Bearer sk-new");
    }

    @Test
    void aCustomizerSeesEachCallOnce() throws IOException {
        Files.writeString(keys.resolve("openai"), "sk-1");

        assertThat(ai.ask("Hello?")).isEqualTo("Hi");
        assertThat(log.entries).containsExactly("openai answered with 2 characters");
    }

    @Test
    void aKeyThatCannotBeReadIsAnErrorOfAuthentication() {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> ai.ask("Hello?"))
                .extracting(AiException::code)
                .isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(log.entries).containsExactly("openai failed with AUTHENTICATION");
    }
}
