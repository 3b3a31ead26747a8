package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.thread.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How far estimates of tokens are from what providers have reported. The answers lie in the directory that the system property {@code
 * wire.recordings} names.
 */
@Tag("recorded")
class RecordedUsageTests {

    /** A word or two say little of a ratio. */
    private static final int LEAST_TOKENS = 20;

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    private final List<ChatResponse> answers =
            RecordedAnswer.in(Path.of(Objects.requireNonNull(System.getProperty("wire.recordings")))).stream()
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.play().response())
                    .filter(Objects::nonNull)
                    .filter(RecordedUsageTests::showsWhatItTook)
                    .toList();

    /** Where reasoning is counted, some of it may be hidden. */
    private static boolean showsWhatItTook(ChatResponse answer) {
        Usage usage = answer.usage();
        return usage.outputTokens() != null
                && usage.outputTokens() >= LEAST_TOKENS
                && (usage.reasoningTokens() == null || usage.reasoningTokens() == 0);
    }

    @Test
    void estimatesAreMostlyNear() {
        double[] untaught = errors(false);
        double[] taught = errors(true);
        System.out.printf(
                "%d answers, error of the output: %s; learnt from the others: %s%n",
                answers.size(), inWords(untaught), inWords(taught));

        assertThat(at(untaught, 0.5)).as("median").isLessThan(0.3);
        assertThat(at(taught, 0.5)).as("median, learnt").isLessThanOrEqualTo(at(untaught, 0.5));
    }

    /** Of each answer, where all the others have been learnt from or not; in order. */
    private double[] errors(boolean learns) {
        return IntStream.range(0, answers.size())
                .mapToDouble(at -> {
                    ChatResponse answer = answers.get(at);
                    TokenRatios ratios = new TokenRatios();
                    if (learns) {
                        IntStream.range(0, answers.size())
                                .filter(other -> other != at)
                                .forEach(other -> play(ratios, listener -> listener.onComplete(answers.get(other))));
                    }
                    AiException error = AiException.of(ErrorCode.NETWORK)
                            .partial(answer.withUsage(Usage.UNKNOWN))
                            .build();
                    Usage estimate = Objects.requireNonNull(play(ratios, listener -> listener.onError(error))
                                    .error()
                                    .partial())
                            .usage();
                    double told = Objects.requireNonNull(answer.usage().outputTokens());
                    return Math.abs(Objects.requireNonNull(estimate.outputTokens()) - told) / told;
                })
                .sorted()
                .toArray();
    }

    private RecordingListener play(TokenRatios ratios, Consumer<StreamListener> ending) {
        RecordingListener listener = new RecordingListener();
        Pipeline.of(new Ending(ending), threads)
                .estimates(ratios)
                .build()
                .newCall(ChatRequest.of("?"))
                .start(listener);
        return listener.await();
    }

    private static double at(double[] errors, double share) {
        return errors[(int) (errors.length * share)];
    }

    private static String inWords(double[] errors) {
        return "median %.0f %%, nine of ten within %.0f %%".formatted(100 * at(errors, 0.5), 100 * at(errors, 0.9));
    }

    /** Ends at once. */
    private record Ending(Consumer<StreamListener> ending) implements ChatProvider {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new ChatCall() {
                @Override
                public void start(StreamListener listener) {
                    ending.accept(listener);
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {}
            };
        }
    }
}
