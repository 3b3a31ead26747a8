package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UsageEstimateTests {

    private static final ChatRequest FORTY = ChatRequest.of("x".repeat(40));
    private static final String HUNDRED = "y".repeat(100);

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    private final ScriptedProvider provider = ScriptedProvider.named("test");
    private final TokenRatios ratios = new TokenRatios();

    private ChatProvider estimated(ChatProvider provider) {
        return Pipeline.of(provider, threads).estimates(ratios).build();
    }

    private RecordingListener ask(ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        estimated(provider).newCall(request).start(listener);
        return listener.await();
    }

    private static Usage estimate(int input, int output) {
        return new Usage(input, output, null, null, null, true);
    }

    private static ChatResponse partialOf(AiException error) {
        return Objects.requireNonNull(error.partial());
    }

    private static Usage usageOf(RecordingListener listener) {
        return partialOf(listener.error()).usage();
    }

    /** Ten answers of so many characters, each of which took so many tokens. */
    private void learn(ChatRequest request, int characters, int input, int output) {
        for (int i = 0; i < 10; i++) {
            provider.answer("z".repeat(characters)).usage(input, output);
            ask(request);
        }
    }

    private void breakOff(String text) {
        provider.answer(text, "never").cutAfter(1);
    }

    @Test
    void fourCharactersAreATokenBeforeAnythingWasLearnt() {
        breakOff(HUNDRED);

        assertThat(usageOf(ask(FORTY))).isEqualTo(estimate(10, 25));
    }

    @Test
    void learnsFromWholeAnswers() {
        learn(FORTY, 2_000, 20, 1_000);
        breakOff(HUNDRED);

        Usage usage = usageOf(ask(FORTY));
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.outputTokens()).isBetween(49, 51);
        assertThat(usage.inputTokens()).isBetween(15, 20);
    }

    @Test
    void aWholeAnswerStaysAsItIs() {
        provider.answer(HUNDRED);

        assertThat(ask(FORTY).response().usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void whatTheProviderHasReportedIsNoEstimate() {
        RecordingListener listener = askOwn(own(new Usage(7, 9, null, null, null), HUNDRED, ""));

        assertThat(usageOf(listener)).isEqualTo(new Usage(7, 9, null, null, null));
    }

    @Test
    void whatTheProviderHasReportedStaysBesideAnEstimate() {
        RecordingListener listener = askOwn(own(new Usage(7, null, 3, null, null), HUNDRED, ""));

        assertThat(usageOf(listener)).isEqualTo(new Usage(7, 25, 3, null, null, true));
    }

    @Test
    void aZeroOfAnAnswerThatHasBegunIsNoCount() {
        RecordingListener listener = askOwn(own(new Usage(0, 0, null, null, null), HUNDRED, ""));

        assertThat(usageOf(listener)).isEqualTo(estimate(10, 25));
    }

    @Test
    void theArgumentsOfACallThatIsNotWholeCount() {
        RecordingListener listener = askOwn(own(Usage.UNKNOWN, HUNDRED, "{\"text\":\"" + "a".repeat(191)));

        assertThat(partialOf(listener.error()).toolCalls()).isEmpty();
        assertThat(usageOf(listener)).isEqualTo(estimate(10, 100));
    }

    @Test
    void whatIsWrittenAroundACallCounts() {
        RecordingListener listener = askOwn(own(Usage.UNKNOWN, HUNDRED, "{\"text\":1}"));

        assertThat(partialOf(listener.error()).toolCalls()).hasSize(1);
        assertThat(usageOf(listener)).as("(100 + 100 + 1 + 10) / 4").isEqualTo(estimate(10, 53));
    }

    @Test
    void nothingIsEstimatedWhereNothingHasArrived() {
        provider.failWith(ErrorCode.OVERLOADED);

        assertThat(ask(FORTY).error().partial()).isNull();
    }

    @Test
    void anAnswerThatWasStoppedIsEstimated() {
        provider.answer(HUNDRED, "never").stallAfter(1);
        ChatCall call = estimated(provider).newCall(FORTY);
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Content) {
                    call.cancel();
                }
            }
        };
        call.start(listener);

        assertThat(listener.await().error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(usageOf(listener)).isEqualTo(estimate(10, 25));
    }

    @Test
    void anAnswerThatALimitCutsIsEstimated() {
        provider.answer(HUNDRED, "never").stallAfter(1);
        RecordingListener listener = new RecordingListener();
        Pipeline.of(provider, threads)
                .estimates(ratios)
                .limits(new AnswerLimits(null, 60, null))
                .build()
                .newCall(FORTY)
                .start(listener);

        assertThat(listener.response().content()).hasSize(60);
        assertThat(listener.response().usage()).as("all was paid for").isEqualTo(estimate(10, 25));
    }

    @Test
    void eachModelHasARatioOfItsOwn() {
        ScriptedProvider other =
                ScriptedProvider.named("other").answer(HUNDRED, "never").cutAfter(1);
        learn(FORTY, 2_000, 20, 1_000);
        RecordingListener listener = new RecordingListener();
        estimated(other).newCall(FORTY).start(listener);

        assertThat(usageOf(listener.await())).isEqualTo(estimate(10, 25));
    }

    @Test
    void hiddenReasoningIsNotTakenForText() {
        for (int i = 0; i < 10; i++) {
            ratios.learn(FORTY, AnswersOf.text(2_000, new Usage(null, 10_000, null, null, 9_000)));
        }
        AiException error = ratios.estimated(
                FORTY,
                AiException.of(ErrorCode.NETWORK)
                        .partial(AnswersOf.text(100, Usage.UNKNOWN))
                        .build());

        assertThat(partialOf(error).usage().outputTokens()).isBetween(49, 51);
    }

    @Test
    void learnsNothingOfTheQuestionFromOneWithImages() {
        ChatRequest image = ChatRequest.builder()
                .message(Message.user(
                        new Part.Text("x".repeat(40)), new Part.Image(Media.url("https://example.com/a.png"), null)))
                .build();
        learn(image, 2_000, 100, 500);
        breakOff(HUNDRED);

        assertThat(usageOf(ask(FORTY)).inputTokens()).isEqualTo(10);
    }

    @Test
    void forgetsTheModelThatHasAnsweredLongestAgo() {
        for (int i = 0; i < 300; i++) {
            ratios.learn(FORTY, AnswersOf.model("m" + i, 2_000, new Usage(null, 1_000, null, null, null)));
        }

        assertThat(outputOf("m299")).isGreaterThan(40);
        assertThat(outputOf("m0")).isEqualTo(25);
    }

    private int outputOf(String model) {
        AiException error = AiException.of(ErrorCode.NETWORK)
                .partial(AnswersOf.model(model, 100, Usage.UNKNOWN))
                .build();
        return Objects.requireNonNull(
                partialOf(ratios.estimated(FORTY, error)).usage().outputTokens());
    }

    private RecordingListener askOwn(ChatProvider own) {
        RecordingListener listener = new RecordingListener();
        Pipeline.of(own, threads)
                .partialAnswers()
                .estimates(ratios)
                .build()
                .newCall(FORTY)
                .start(listener);
        return listener.await();
    }

    /** Somebody else's, which breaks off after this. */
    private static ChatProvider own(Usage usage, String text, String arguments) {
        return new ChatProvider() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new ChatCall() {
                    @Override
                    public void start(StreamListener listener) {
                        listener.onEvent(new StreamEvent.Content(text));
                        if (!arguments.isEmpty()) {
                            listener.onEvent(new StreamEvent.ToolCallDelta(0, "c", "f", arguments));
                        }
                        if (usage.known()) {
                            listener.onEvent(new StreamEvent.Finished(FinishReason.OTHER, usage));
                        }
                        listener.onError(AiException.of(ErrorCode.NETWORK).build());
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
}
