package dev.aistreaming.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.thread.Threads;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgedProviderTests {

    private final Threads threads = new Threads(Runnable::run);

    @AfterEach
    void closeThreads() {
        threads.close();
    }

    private void ask(Supplier<String> bean) {
        Bridge<String> bridge = new Bridge<>() {
            @Override
            public String type() {
                return "texts";
            }

            @Override
            public Class<String> beanType() {
                return String.class;
            }

            @Override
            public PushSource source(String text, String provider, ChatRequest request) {
                throw new UnsupportedOperationException("not this: sk-abcd1234abcd1234");
            }
        };
        new BridgedProvider<>("theirs", bridge, bean, UnaryOperator.identity(), threads).newCall(ChatRequest.of("?"));
    }

    @Test
    void aBeanThatCannotBeMadeIsAnErrorOfTheCall() {
        assertThatThrownBy(() -> ask(() -> {
                    throw new IllegalStateException("no such bean");
                }))
                .isInstanceOfSatisfying(AiException.class, BridgedProviderTests::isInternal)
                .hasStackTraceContaining("no such bean");
    }

    @Test
    void aRequestThatALibraryDoesNotTakeIsAnErrorOfTheCallWithoutItsKey() {
        assertThatThrownBy(() -> ask(() -> "bean"))
                .isInstanceOfSatisfying(AiException.class, BridgedProviderTests::isInternal)
                .satisfies(error -> assertThat(error.toString()).doesNotContain("1234"));
    }

    private static void isInternal(AiException error) {
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error.provider()).isEqualTo("theirs");
    }
}
