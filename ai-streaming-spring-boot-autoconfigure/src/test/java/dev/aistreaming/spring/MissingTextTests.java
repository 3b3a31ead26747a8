package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Fields of a request that a browser left out. */
class MissingTextTests {

    private final ScriptedProvider provider = ScriptedProvider.named("scripted").answer("Hello");

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withBean(ScriptedProvider.class, () -> provider);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aQuestionIsRefusedByName(String blank) {
        assertRefused(ai -> ai.stream(blank), "prompt must not be blank");
        assertRefused(ai -> ai.ask(blank), "prompt must not be blank");
        assertRefused(ai -> ai.task().prompt(blank), "prompt must not be blank");
        assertRefused(ai -> ai.task().message("user", "Hi").prompt(blank), "prompt must not be blank");
    }

    @ParameterizedTest
    @NullSource
    void aRequestIsRefused(ChatRequest none) {
        assertRefused(ai -> ai.stream(none), "request must not be null");
        assertRefused(ai -> ai.generate(none), "request must not be null");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aTurnOfTheUserIsRefusedByItsPlace(String blank) {
        assertRefused(
                ai -> ai.task()
                        .message("user", "Hi")
                        .message(Role.ASSISTANT, "Hello")
                        .message("user", blank),
                "messages[2] (user) must not be blank");
        assertRefused(ai -> ai.task().message(Role.SYSTEM, blank), "messages[0] (system) must not be blank");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void anEarlierAnswerIsLeftOut(String blank) {
        application.run(context -> {
            String answer = context.getBean(AiService.class)
                    .task()
                    .message("user", "Hi")
                    .message("assistant", blank)
                    .prompt("Are you there?")
                    .run()
                    .content();

            assertThat(answer).isEqualTo("Hello");
            assertThat(provider.requests().get(0).messages())
                    .containsExactly(Message.user("Hi"), Message.user("Are you there?"));
        });
    }

    @ParameterizedTest
    @NullSource
    void aHistoryIsRefused(List<Message> none) {
        assertRefused(ai -> ai.task().messages(none), "messages must not be null");
    }

    @ParameterizedTest
    @NullSource
    void rolesAndProvidersAreRefused(String none) {
        assertRefused(ai -> ai.task().message(none, "Hi"), "role 'null' is unknown");
        assertRefused(ai -> ai.provider(none), "provider 'null' is not configured");
        assertRefused(ai -> ai.task().prompt("Hi").fallback(none), "provider 'null' is not configured");
    }

    @ParameterizedTest
    @NullSource
    void aTaskWithoutAQuestionAsksForOne(@Nullable String nothing) {
        assertRefused(ai -> ai.task().system(nothing).stream(), "messages must not be empty: set a prompt");
        assertRefused(ai -> ai.task().system(nothing).run(), "messages must not be empty: set a prompt");
    }

    private void assertRefused(Consumer<AiService> call, String message) {
        application.run(context -> {
            AiService ai = context.getBean(AiService.class);
            AiException refused = catchThrowableOfType(AiException.class, () -> call.accept(ai));

            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refused.userMessage()).startsWith(message);
            assertThat(provider.requests()).isEmpty();
        });
    }
}
