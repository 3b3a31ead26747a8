package dev.aistreaming.guard;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What guards cost per token of an answer in which there is nothing to find. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(GuardBenchmark.TOKENS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GuardBenchmark {

    static final int TOKENS = 1_000;

    private static final String[] WORDS = {
        "The", " answer", " has", " 12", " words", ",", " and", " none", " is", " secret", "."
    };

    private static final ChatRequest REQUEST = ChatRequest.of("?");
    private static final ChatResponse RESPONSE =
            new ChatResponse(null, "p", null, "", "", List.of(), FinishReason.STOP, Usage.UNKNOWN);

    /** Which guards. */
    public enum Which {
        /** None at all. */
        NONE,
        /** Twenty keys. */
        SECRETS,
        /** Numbers of cards. */
        CARD,
        /** Addresses, for which each last word is held. */
        EMAIL,
        /** A regular expression. */
        PATTERN,
        /** Five of them, none of which holds words. */
        FIVE,
        /** These, and addresses. */
        FIVE_AND_EMAIL
    }

    /** Which guards. */
    @Param
    public Which which = Which.NONE;

    private final List<StreamEvent> events = new ArrayList<>();
    private ChatProvider provider = provider(Guards.of());

    /** Prepares the events. */
    @Setup
    public void prepare() {
        for (int i = 0; i < TOKENS; i++) {
            events.add(new StreamEvent.Content(WORDS[i % WORDS.length]));
        }
        provider = provider(Guards.of(guards(which)));
    }

    private static List<Guard> guards(Which which) {
        Guard secrets = GuardRule.literals("secrets", keys());
        Guard pattern = GuardRule.pattern("tickets", Pattern.compile("\\bINT-\\d{4,6}\\b"));
        Guard names = GuardRule.literalsOfAnyCase("names", List.of("Bluebird", "db.internal"));
        return switch (which) {
            case NONE -> List.of();
            case SECRETS -> List.of(secrets);
            case CARD -> List.of(GuardRule.cards("card"));
            case EMAIL -> List.of(GuardRule.emails("email"));
            case PATTERN -> List.of(pattern);
            case FIVE -> List.of(secrets, GuardRule.cards("card"), GuardRule.ibans("iban"), names, pattern);
            case FIVE_AND_EMAIL ->
                List.of(
                        secrets,
                        GuardRule.cards("card"),
                        GuardRule.ibans("iban"),
                        names,
                        pattern,
                        GuardRule.emails("email"));
        };
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add("sk-" + i + "-0123456789abcdef");
        }
        return keys;
    }

    private ChatProvider provider(Guards guards) {
        return guards.around(new ChatProvider() {
            @Override
            public String name() {
                return "p";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new Call();
            }
        });
    }

    private final class Call implements ChatCall {
        @Override
        public void start(StreamListener listener) {
            for (int i = 0; i < events.size(); i++) {
                listener.onEvent(events.get(i));
                listener.onFlush();
            }
            listener.onComplete(RESPONSE);
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }

    /** An answer of many tokens. */
    @Benchmark
    public long answer() {
        Sink sink = new Sink();
        provider.newCall(REQUEST).start(sink);
        return sink.characters;
    }

    private static final class Sink implements StreamListener {
        private long characters;

        @Override
        public void onEvent(StreamEvent event) {
            characters += ((StreamEvent.Content) event).text().length();
        }

        @Override
        public void onComplete(ChatResponse response) {
            characters += response.content().length();
        }

        @Override
        public void onError(AiException error) {
            throw error;
        }
    }
}
