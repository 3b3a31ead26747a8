package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamEvent.Content;
import dev.aistreaming.chat.StreamEvent.Finished;
import dev.aistreaming.chat.StreamEvent.Reset;
import dev.aistreaming.chat.StreamEvent.Started;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that fails in the middle of an answer is followed by the next one, whose answer takes the place of what had come. */
class FailoverTests {

    private static final Started BEGIN = new Started("scripted-1", "scripted");
    private static final Reset RESET = new Reset(Reset.Reason.FAILOVER);

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider first =
            ScriptedProvider.named("first").answer("Half ", "of it").cutAfter(1);
    private final ScriptedProvider second =
            ScriptedProvider.named("second").answer("All ", "of it").usage(5, 7);
    private final ScriptedProvider third = ScriptedProvider.named("third").answer("The third");

    private ChatProvider chain(Failover failover, ChatProvider... others) {
        return Pipeline.of(first, threads).fallback(others).failover(failover).build();
    }

    private static RecordingListener ask(ChatProvider provider) {
        return ask(provider, ChatRequest.of("Hello?"));
    }

    private static RecordingListener ask(ChatProvider provider, ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(request).start(listener);
        return listener.await();
    }

    private static ChatResponse partial(RecordingListener listener) {
        return Objects.requireNonNull(listener.error().partial(), "nothing had arrived");
    }

    private static AiException truncatedAfter(String text, Usage usage) {
        return AiException.of(ErrorCode.TRUNCATED)
                .partial(new ChatResponse(null, "first", null, text, "", List.of(), FinishReason.OTHER, usage))
                .build();
    }

    @Test
    void takesBackWhatHadComeAndDeliversTheSecondAnswerFromItsBeginning() {
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        assertThat(listener.events)
                .containsExactly(
                        BEGIN,
                        new Content("Half "),
                        RESET,
                        BEGIN,
                        new Content("All "),
                        new Content("of it"),
                        new Finished(FinishReason.STOP, new Usage(5, 7, null, null, null)));
        assertThat(listener.response().content()).isEqualTo("All of it");
        assertThat(listener.response().provider()).isEqualTo("second");
    }

    @Test
    void endsWithTheErrorWhereNobodyHasSaidSo() {
        RecordingListener listener =
                ask(Pipeline.of(first, threads).fallback(second).build());

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aRequestMayWantNone() {
        ChatRequest request =
                Failover.NEVER.addTo(ChatRequest.builder().prompt("?")).build();

        assertThat(ask(chain(Failover.RESTART, second), request).error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void aRequestMayWantIt() {
        ChatRequest request =
                Failover.RESTART.addTo(ChatRequest.builder().prompt("?")).build();

        assertThat(ask(chain(Failover.NEVER, second), request).response().content())
                .isEqualTo("All of it");
    }

    @Test
    void tellsWhoFailedInTheMiddleAndWhoIsAskedNow() {
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        assertThat(listener.restarts).singleElement().satisfies(restart -> {
            assertThat(restart.failed()).isEqualTo("first");
            assertThat(restart.next()).isEqualTo("second");
            assertThat(restart.cause().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(restart.delivered()).isTrue();
        });
    }

    @Test
    void whatFailsBeforeItsBeginningIsFollowedAsEver() {
        first.reset().failWith(ErrorCode.OVERLOADED);
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        assertThat(listener.events).doesNotContain(RESET).startsWith(BEGIN, new Content("All "));
        assertThat(listener.restarts).extracting(Restart::delivered).containsExactly(false);
    }

    @Test
    void countsTheTokensOfBoth() {
        first.reset().answer("Half ").failAfter(1, truncatedAfter("Half ", new Usage(5, null, null, null, null)));
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        Usage both = new Usage(10, 7, null, null, null);
        assertThat(listener.response().usage()).isEqualTo(both);
        assertThat(listener.events).endsWith(new Finished(FinishReason.STOP, both));
    }

    @Test
    void goesOnToTheThird() {
        second.reset().answer("All ", "of it").cutAfter(1);
        RecordingListener listener = ask(chain(Failover.RESTART, second, third));

        assertThat(listener.events).filteredOn(RESET::equals).hasSize(2);
        assertThat(listener.response().content()).isEqualTo("The third");
    }

    @Test
    void leavesWhatHadComeWhereNobodyElseAnswers() {
        second.reset().failWith(ErrorCode.OVERLOADED);
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(listener.events).containsExactly(BEGIN, new Content("Half "));
        assertThat(partial(listener).content()).isEqualTo("Half ");
    }

    @Test
    void leavesWhatHadComeWhereAllOthersRefuseTheRequest() {
        first.reset().answer("Half ").failAfter(1, truncatedAfter("Half ", new Usage(5, null, null, null, null)));
        RecordingListener listener = ask(chain(Failover.RESTART, refusing()));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(partial(listener).usage().inputTokens()).isEqualTo(5);
        assertThat(listener.events).containsExactly(BEGIN, new Content("Half "));
    }

    @Test
    void countsTheTokensOfOneThatHasOnlyBegunOnceWhereNobodyElseAnswers() {
        ChatProvider begun = playing(listener -> {
            listener.onEvent(BEGIN);
            listener.onError(truncatedAfter("", new Usage(5, null, null, null, null)));
        });
        ChatProvider alike = playing(listener ->
                listener.onError(AiException.of(ErrorCode.OVERLOADED).build()));

        RecordingListener alone = ask(Pipeline.of(begun, threads)
                .fallback(refusing())
                .failover(Failover.RESTART)
                .build());
        RecordingListener followed = ask(Pipeline.of(alike, threads)
                .fallback(begun, refusing())
                .failover(Failover.RESTART)
                .build());

        assertThat(partial(alone).usage().inputTokens()).isEqualTo(5);
        assertThat(partial(followed).usage().inputTokens()).isEqualTo(5);
    }

    @Test
    void aWholeAnswerHasNoEstimatesInIt() {
        first.reset()
                .answer("Half ")
                .failAfter(1, truncatedAfter("Half ", new Usage(5, 1, null, null, null).withEstimates(5, 1)));

        assertThat(ask(chain(Failover.RESTART, second)).response().usage())
                .isEqualTo(new Usage(5, 7, null, null, null));
    }

    @Test
    void doesNotBeginAnewOnceAToolHasRunThoughNothingWasDelivered() {
        ChatProvider silent = new ChatProvider() {
            @Override
            public String name() {
                return "silent";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                PointOfNoReturn.pass(request.attributes());
                return playing(listener -> listener.onError(
                                AiException.of(ErrorCode.TIMEOUT).build()))
                        .newCall(request);
            }
        };

        assertThat(ask(Pipeline.of(silent, threads)
                                .fallback(second)
                                .failover(Failover.RESTART)
                                .build())
                        .error()
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void tellsWhatHadComeOfTheSecondWhereThatFailsToo() {
        second.reset().answer("All ", "of it").cutAfter(1);
        RecordingListener listener = ask(chain(Failover.RESTART, second));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(partial(listener).content()).isEqualTo("All ");
        assertThat(partial(listener).provider()).isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"INVALID_REQUEST", "CONTENT_FILTERED", "CANCELLED", "BUSY", "INTERNAL"})
    void asksNobodyForWhatAnotherProviderWouldNotMend(ErrorCode code) {
        first.reset().answer("Half ").failAfter(1, AiException.of(code).build());

        assertThat(ask(chain(Failover.RESTART, second)).error().code()).isEqualTo(code);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void anEndThatTurnsOutToBeNoneIsNotDelivered() {
        ChatProvider wavering = playing(listener -> {
            listener.onEvent(new Content("Half"));
            listener.onEvent(new Finished(FinishReason.STOP, Usage.UNKNOWN));
            listener.onError(AiException.of(ErrorCode.TIMEOUT).build());
        });
        RecordingListener listener = ask(Pipeline.of(wavering, threads)
                .fallback(second)
                .failover(Failover.RESTART)
                .build());

        assertThat(listener.events).filteredOn(Finished.class::isInstance).hasSize(1);
        assertThat(listener.events).endsWith(new Finished(FinishReason.STOP, new Usage(5, 7, null, null, null)));
    }

    @Test
    void anAnswerWithoutEventsTakesBackWhatHadCome() {
        ChatResponse empty =
                new ChatResponse(null, "silent", null, "", "", List.of(), FinishReason.STOP, Usage.UNKNOWN);
        RecordingListener listener = ask(chain(Failover.RESTART, playing(silent -> silent.onComplete(empty))));

        assertThat(listener.events).containsExactly(BEGIN, new Content("Half "), RESET);
        assertThat(listener.response()).isEqualTo(empty);
    }

    private interface Played {
        void to(StreamListener listener);
    }

    private static ChatProvider refusing() {
        return new ChatProvider() {
            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                throw AiException.invalidRequest("no");
            }
        };
    }

    private static ChatProvider playing(Played played) {
        return new ChatProvider() {
            @Override
            public String name() {
                return "playing";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new ChatCall() {
                    @Override
                    public void start(StreamListener listener) {
                        played.to(listener);
                    }

                    @Override
                    public void pause() {}

                    @Override
                    public void resume() {}

                    @Override
                    public void cancel() {}
                };
            }
        };
    }

    @Test
    void aCancelBetweenBothEndsItAndTellsWhatHadCome() {
        AtomicReference<ChatCall> call = new AtomicReference<>();
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(Restart restart) {
                call.get().cancel();
            }
        };
        call.set(chain(Failover.RESTART, second).newCall(ChatRequest.of("Hello?")));
        call.get().start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(partial(listener).content()).isEqualTo("Half ");
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aCancelBeforeTheSecondHasSaidAnythingTellsWhatHadComeOfTheFirst() {
        second.reset().stall();
        RecordingListener listener = new RecordingListener();
        Pipeline pipeline = Pipeline.of(first, threads);
        pipeline.fallback(second)
                .failover(Failover.RESTART)
                .total(Duration.ofMillis(200))
                .build()
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(partial(listener).content()).isEqualTo("Half ");
    }

    @Test
    void aListenerThatFailsAtTheResetEndsTheAnswer() {
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof Reset) {
                    throw new IllegalStateException("mine");
                }
            }
        };
        chain(Failover.RESTART, second).newCall(ChatRequest.of("Hello?")).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error()).hasRootCauseMessage("mine");
    }
}
