package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PipelineTests {

    private static final RetryPolicy SOON =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30));
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(5);

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final ScriptedProvider provider = ScriptedProvider.named("openai");
    private final ScriptedProvider other = ScriptedProvider.named("anthropic");
    private final List<String> ends = new CopyOnWriteArrayList<>();

    private Pipeline pipeline() {
        return Pipeline.of(provider, scripts.threads);
    }

    private static RecordingListener ask(ChatProvider asked) {
        RecordingListener listener = new RecordingListener();
        asked.newCall(ChatRequest.of("Hello?")).start(listener);
        return listener.await();
    }

    /** Notes the name of who has ended, in the order of the endings. */
    private UnaryOperator<ChatProvider> noting(String name) {
        return delegate -> new StagedProvider(delegate) {
            @Override
            protected ChatCall around(ChatCall call, ChatRequest request) {
                return new Stage(call) {
                    @Override
                    protected void completed(ChatResponse response) {
                        ends.add(name);
                    }

                    @Override
                    protected void failed(AiException error) {
                        ends.add(name);
                    }
                };
            }
        };
    }

    @Test
    void withNothingInItIsTheProviderItself() {
        assertThat(pipeline().build()).isSameAs(provider);
    }

    @Test
    void hasTheNameOfItsProvider() {
        ChatProvider built = pipeline()
                .timeouts(Timeouts.DEFAULTS)
                .retry(SOON)
                .limits(new AnswerLimits(null, 10, null))
                .fallback(other)
                .build();

        assertThat(built.name()).isEqualTo("openai");
    }

    @Test
    void aSilentProviderHasItsOwnTimeForTheFirstToken() {
        provider.stall();
        other.answer("hi");

        assertThat(ask(pipeline()
                                .timeouts(new Timeouts(SHORT, LONG, LONG))
                                .fallback(other)
                                .build())
                        .response()
                        .content())
                .isEqualTo("hi");
    }

    @Test
    void theTotalCoversTheWaitingBetweenAttempts() {
        RetryPolicy late = new RetryPolicy(3, LONG, LONG, LONG);
        provider.failWith(AiException.of(ErrorCode.OVERLOADED).retryAfter(LONG).build());

        RecordingListener listener = ask(
                pipeline().timeouts(new Timeouts(LONG, LONG, SHORT)).retry(late).build());

        assertThat(listener.restarts).hasSize(1);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void decoratorsSeeOneCallWhateverIsRetriedInside() {
        provider.failWith(ErrorCode.OVERLOADED).then().answer("at last");

        assertThat(ask(pipeline().customize(noting("outside")).retry(SOON).build())
                        .content())
                .isEqualTo("at last");
        assertThat(ends).containsExactly("outside");
    }

    @Test
    void theFirstDecoratorIsTheInnermost() {
        provider.answer("hi");
        ask(pipeline().customize(noting("inner")).customize(noting("outer")).build());

        assertThat(ends).containsExactly("inner", "outer");
    }

    @Test
    void decoratorsSeeTheAnswerAsItIsLimited() {
        provider.answer("too long");
        RecordingListener listener = ask(pipeline()
                .customize(noting("outside"))
                .limits(new AnswerLimits(null, 3, null))
                .build());

        assertThat(listener.response().content()).isEqualTo("too");
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(ends).containsExactly("outside");
    }

    @Test
    void anotherProviderStandsBehindAllOfTheFirst() {
        provider.failWith(ErrorCode.OVERLOADED);
        other.answer("hi");
        RecordingListener listener = ask(pipeline()
                .retry(SOON)
                .customize(noting("first"))
                .fallback(Pipeline.of(other, scripts.threads)
                        .customize(noting("second"))
                        .build())
                .customize(noting("all"))
                .build());

        assertThat(listener.response().content()).isEqualTo("hi");
        assertThat(provider.requests()).hasSize(3);
        assertThat(ends).containsExactly("first", "second", "all");
    }

    @Test
    void asksTheOtherForTheErrorsThatAreSaid() {
        provider.failWith(ErrorCode.OVERLOADED);
        other.answer("unwanted");

        assertThat(ask(pipeline()
                                .fallback(other)
                                .codes(Set.of(ErrorCode.TIMEOUT))
                                .build())
                        .error()
                        .code())
                .isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void theTotalCoversAllProviders() {
        provider.failWith(ErrorCode.OVERLOADED);
        other.stall();

        assertThat(ask(pipeline()
                                .timeouts(new Timeouts(LONG, LONG, SHORT))
                                .fallback(other)
                                .build())
                        .error()
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void allProvidersMayHaveMoreTimeThanTheFirst() {
        provider.stall();
        other.answer("hi");

        assertThat(ask(pipeline()
                                .timeouts(new Timeouts(LONG, LONG, SHORT))
                                .fallback(other)
                                .total(LONG)
                                .build())
                        .response()
                        .content())
                .isEqualTo("hi");
    }

    @Test
    void tellsWhatHadArrivedOfAProviderThatDoesNot() {
        provider.answer("hi").failAfter(1, AiException.of(ErrorCode.NETWORK).build());
        ChatProvider silent = new StagedProvider(provider) {
            @Override
            protected ChatCall around(ChatCall call, ChatRequest request) {
                return new Stage(call) {
                    @Override
                    public void onError(AiException error) {
                        super.onError(error.withPartial(null));
                    }
                };
            }
        };
        ChatResponse partial = ask(Pipeline.of(silent, scripts.threads)
                        .partialAnswers()
                        .build())
                .error()
                .partial();

        assertThat(Objects.requireNonNull(partial).content()).isEqualTo("hi");
    }

    @Test
    @SuppressWarnings("NullAway") // what an application without null checks may do
    void aDecoratorReturnsAProvider() {
        assertThatThrownBy(() -> pipeline().customize(delegate -> null).build())
                .hasMessage("a decorator returned null");
    }
}
