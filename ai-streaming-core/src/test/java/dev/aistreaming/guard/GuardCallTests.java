package dev.aistreaming.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GuardCallTests {

    private static final GuardRule SECRET = GuardRule.literals("secret", List.of("abcdef"));
    private static final Guards MASKING = Guards.of(SECRET);
    private static final Guards ENDING = Guards.of(SECRET.ending());

    @Test
    void whatIsNotTouchedLeavesAsTheObjectItIsAndAtOnce() {
        List<StreamEvent> events = Played.answer("Hel", "lo, ", "wor", "ld.");

        RecordingListener listener = Played.through(MASKING, events);

        assertThat(listener.events).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            assertThat(listener.events.get(i)).isSameAs(events.get(i));
        }
        assertThat(listener.flushes).hasValue(events.size());
    }

    @Test
    void holdsNoMoreThanWhatMayStillBecomeASecret() {
        List<String> leaving = new ArrayList<>();
        RecordingListener listener = Played.through(MASKING, Played.answer("xab", "ab", "c", "x"));
        listener.events.forEach(event -> {
            if (event instanceof StreamEvent.Content content) {
                leaving.add(content.text());
            }
        });

        assertThat(leaving).containsExactly("x", "ab", "abcx");
    }

    @Test
    void nothingOvertakesHeldText() {
        StreamEvent source = StreamEvent.Source.url("https://example.org", null);
        StreamEvent call = new StreamEvent.ToolCallDelta(0, "1", "f", "{}");
        StreamEvent data = new StreamEvent.Data("d", null, "1");

        RecordingListener listener = Played.through(
                MASKING,
                List.of(text("xabc"), source, text("de"), call, text("g"), data, text("ab"), call, Played.FINISHED));

        assertThat(listener.events)
                .containsExactly(
                        text("x"),
                        text("abc"),
                        source,
                        text("de"),
                        call,
                        text("g"),
                        data,
                        text("ab"),
                        call,
                        Played.FINISHED);
    }

    @Test
    void whatComesInTheMiddleOfASecretComesAfterIt() {
        StreamEvent source = StreamEvent.Source.url("https://example.org", null);

        RecordingListener listener =
                Played.through(MASKING, List.of(text("abc"), source, text("defg"), Played.FINISHED));

        assertThat(listener.events).containsExactly(text("******"), source, text("g"), Played.FINISHED);
    }

    @Test
    void noMoreThanSoManyEventsWaitForHeldText() {
        StreamEvent source = StreamEvent.Source.url("https://example.org", null);
        List<StreamEvent> events = new ArrayList<>(List.of(text("xabc")));
        for (int i = 0; i < 1_000; i++) {
            events.add(source);
        }
        events.add(text("def"));
        events.add(Played.FINISHED);

        RecordingListener listener = Played.through(MASKING, events);

        assertThat(listener.content()).isEqualTo("xabc***");
        assertThat(listener.response().content()).isEqualTo("xabc***");
        assertThat(listener.events.get(1)).isEqualTo(text("abc"));
    }

    @Test
    void reasoningAndAnswerDoNotWaitForEachOther() {
        RecordingListener listener = Played.through(
                MASKING,
                List.of(
                        thought("hm ab"),
                        text("xab"),
                        thought("y"),
                        text("cdefz"),
                        thought("abcdef"),
                        Played.FINISHED));

        assertThat(listener.events)
                .containsExactly(
                        thought("hm "),
                        thought("ab"),
                        text("x"),
                        thought("y"),
                        text("******z"),
                        thought("******"),
                        Played.FINISHED);
        assertThat(listener.response().reasoning()).isEqualTo("hm aby******");
    }

    @Test
    void theRestOfAThoughtThatWentTooEarlyIsMasked() {
        RecordingListener listener = Played.through(
                MASKING, List.of(thought("abc"), text("x"), thought("def."), text("y"), Played.FINISHED));

        assertThat(listener.response().reasoning()).isEqualTo("abc***.");
    }

    @Test
    void anAnswerEndsBeforeWhatMustNotBeSaid() {
        StreamEvent call = new StreamEvent.ToolCallDelta(0, "1", "f", "{}");

        RecordingListener listener =
                Played.through(ENDING, List.of(text("Hi abc"), call, text("def!"), text("more"), Played.FINISHED));

        AiException error = listener.error();
        assertThat(error.code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(error.retryable()).isFalse();
        assertThat(error.getMessage()).contains("secret").doesNotContain("abcdef");
        assertThat(listener.content()).isEqualTo("Hi ");
        assertThat(partial(error).content()).isEqualTo("Hi ");
        assertThat(partial(error).toolCalls()).isEmpty();
        assertThat(listener.events).doesNotContain(call, Played.FINISHED);
    }

    @Test
    void anAnswerEndsForWhatOnlyItsEndShows() {
        Guards guards =
                Guards.of(GuardRule.pattern("last", Pattern.compile("no$")).ending());

        RecordingListener listener = Played.through(guards, Played.answer("I say ", "no"));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(listener.content()).isEqualTo("I say ");
    }

    @Test
    void ofAnAnswerThatBreaksOffNothingLeavesThatWasHeld() {
        RecordingListener listener = Played.brokenOff(MASKING, List.of(text("x abcdef y"), text("z abcde")));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.content()).isEqualTo("x ****** yz ");
        assertThat(partial(listener.error()).content()).isEqualTo("x ****** yz ");
    }

    @Test
    void aGuardThatThrowsEndsItsAnswerAndNothingOfItLeaves() {
        Guards guards = Guards.of(new Guard() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void look(GuardedText text) {
                if (text.indexOf("secret", text.from()) >= 0) {
                    throw new IllegalStateException("a fault of the guard");
                }
            }
        });

        RecordingListener listener = Played.through(guards, Played.answer("a ", "b secret"));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(partial(listener.error()).content()).isEqualTo("a ");
    }

    @Test
    void aPatternThatTriesForEverEndsTheAnswerInNoTime() {
        Guards guards = Guards.of(GuardRule.pattern("evil", Pattern.compile("(.*a|.*b|.*c)*=.*x.*y")));

        RecordingListener listener = Played.through(guards, Played.answer("abc".repeat(70)));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error())
                .hasRootCauseMessage("the regular expression of the guard 'evil' takes too many steps");
        assertThat(listener.content()).isEmpty();
    }

    @Test
    void aLongerMatchThanThePatternMayHaveIsFoundPieceByPiece() {
        Guards guards = Guards.of(
                GuardRule.pattern("digits", Pattern.compile("\\d+"), 8).replacedBy("#"));

        RecordingListener listener = Played.through(guards, Played.answer("1".repeat(5), "1".repeat(15), "x"));

        assertThat(listener.content()).isEqualTo("###x");
    }

    @Test
    void aStepThatIsVoidTakesItsEditsWithIt() {
        StreamEvent step = new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, true);
        StreamEvent reset = new StreamEvent.Reset(StreamEvent.Reset.Reason.RESTART);

        RecordingListener listener = Played.through(
                MASKING,
                List.of(text("1 abcdef. "), step, text("2 abcdef abc"), reset, text("def 3 abcdef"), Played.FINISHED));

        assertThat(listener.response().content()).isEqualTo("1 ******. def 3 ******");
    }

    @Test
    void observersAreToldWhatWasDoneAndNoFaultOfTheirsMatters() {
        List<String> told = new ArrayList<>();
        Guards guards = MASKING.observedBy((guard, place, action) -> {
            told.add(guard + " " + place + " " + action);
            throw new IllegalStateException("a fault of the observer");
        });

        RecordingListener listener =
                Played.through(guards, List.of(thought("abcdef"), text("abc"), text("defabcdef"), Played.FINISHED));

        assertThat(listener.response().content()).isEqualTo("************");
        assertThat(told).containsExactly("secret REASONING MASK", "secret OUTPUT MASK", "secret OUTPUT MASK");
    }

    @Test
    void whoCancelsGetsNoMoreOfWhatHasWaited() {
        StreamEvent source = StreamEvent.Source.url("https://example.org", null);
        ChatCall call = MASKING.around(
                        Played.provider(List.of(text("abc"), source, source, text("x"), Played.FINISHED), null))
                .newCall(ChatRequest.of("?"));
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Source) {
                    call.cancel();
                }
            }
        };
        call.start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(listener.events).containsExactly(text("abc"), source);
        assertThat(partial(listener.error()).content()).isEqualTo("abc");
    }

    @Test
    void holdingWithoutEndEndsTheAnswer() {
        Guards guards = Guards.of(new Guard() {
            @Override
            public String name() {
                return "all";
            }

            @Override
            public void look(GuardedText text) {
                text.hold(text.from());
            }
        });

        RecordingListener listener = Played.through(guards, Played.answer("x".repeat(60_000), "x".repeat(60_000)));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.content()).isEmpty();
    }

    private static ChatResponse partial(AiException error) {
        return Objects.requireNonNull(error.partial());
    }

    private static StreamEvent text(String text) {
        return new StreamEvent.Content(text);
    }

    private static StreamEvent thought(String text) {
        return new StreamEvent.Reasoning(text);
    }
}
