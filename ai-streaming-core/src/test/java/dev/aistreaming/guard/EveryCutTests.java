package dev.aistreaming.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a stream is cut, and wherever something stands in it, the same leaves. */
class EveryCutTests {

    private static final String TEXT = "Dear Ann, the 3 (three) keys 1234 of d. e. are \uD83D\uDE00, de 12 and so on. ";

    private static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of(GuardRule.literals("l", List.of("sk-Aa11", "Aa1", "the key is")), "sk-Aa11"),
                Arguments.of(GuardRule.literals("l", List.of("\uD83D\uDE00\uD83D\uDE01")), "\uD83D\uDE00\uD83D\uDE01"),
                Arguments.of(GuardRule.literalsOfAnyCase("l", List.of("Bluebird \u00C4rger")), "bLUEBIRD \u00E4RGER"),
                Arguments.of(GuardRule.emails("e"), "jo.d'oe+x@mail.example.org"),
                Arguments.of(GuardRule.emails("e"), "j\u00F6rg@b\u00FCro.example"),
                Arguments.of(GuardRule.cards("c"), "4111 1111-1111 1111"),
                Arguments.of(GuardRule.cards("c"), "378282246310005"),
                Arguments.of(GuardRule.ibans("i"), "DE89 3704 0044 0532 0130 00"),
                Arguments.of(GuardRule.ibans("i"), "gb82west12345698765432"),
                Arguments.of(GuardRule.pattern("p", Pattern.compile("(?<!\\w)INT-\\d{4,6}\\b")), "INT-12345"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void nothingLeaksFromAnyPlaceAtAnyCut(GuardRule rule, String secret) {
        Guards guards = Guards.of(rule.replacedBy("[X]"));
        for (int at = 0; at <= TEXT.length(); at++) {
            if (isInPair(TEXT, at)) {
                continue;
            }
            String text = TEXT.substring(0, at) + "|" + secret + "|" + TEXT.substring(at);
            String expected = TEXT.substring(0, at) + "|[X]|" + TEXT.substring(at);
            for (int cut = 0; cut <= text.length(); cut++) {
                assertLeaves(guards, expected, text.substring(0, cut), text.substring(cut));
            }
            assertLeaves(guards, expected, text.split("", -1));
        }
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretIsFoundAtTheBeginningAndAtTheEnd(GuardRule rule, String secret) {
        Guards guards = Guards.of(rule.replacedBy("[X]"));
        for (int cut = 0; cut <= secret.length(); cut++) {
            assertLeaves(guards, "[X]", secret.substring(0, cut), secret.substring(cut));
            assertLeaves(guards, "[X] [X]", secret.substring(0, cut), secret.substring(cut) + " ", secret);
        }
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void whatIsNoSecretLeavesExactly(GuardRule rule, String secret) {
        Guards guards = Guards.of(rule);
        for (int from = 1; from < secret.length(); from++) {
            String text = TEXT + secret.substring(0, from) + "\n" + TEXT;
            String whole = guards.guarded(text, Guard.Place.OUTPUT, ChatRequest.of("?"));
            assertLeaves(guards, whole, text.split("", -1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "a+b?",
                "(a|ab)(c|bcd)?",
                "\\bab\\b",
                "\\Bb\\B",
                "(?<=a)b+",
                "(?<!a)b",
                "^a",
                "a$",
                "(?m)^b|b$",
                "a(?=b)",
                "a(?!b)",
                "(?i)AB c",
                "[^ ]+@[a-c]+\\.c",
                "a*",
                "a*?b|c",
                "(a)\\1",
                "\\uD83D\\uDE00.",
                "(?s)c.{3}",
                "a.*?c",
                "\\z|c\\R?"
            })
    void aPatternFindsWhatItFindsInTheWhole(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Guards guards = Guards.of(GuardRule.pattern("p", pattern).replacedBy("#"));
        Random random = new Random(regex.hashCode());
        String[] alphabet = {"a", "b", "c", " ", "@", ".", "\n", "A", "\uD83D\uDE00"};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            List<String> pieces = new ArrayList<>();
            StringBuilder piece = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                String next = alphabet[random.nextInt(alphabet.length)];
                text.append(next);
                piece.append(next);
                if (random.nextInt(3) == 0) {
                    pieces.add(piece.toString());
                    piece.setLength(0);
                }
            }
            pieces.add(piece.toString());
            String expected =
                    pattern.matcher(text).replaceAll(found -> found.group().isEmpty() ? "" : "#");
            assertLeaves(guards, expected, pieces.toArray(String[]::new));
        }
    }

    @Test
    void severalGuardsFindWhatEachOfThemFinds() {
        Guards guards = Guards.of(
                GuardRule.emails("e").replacedBy("[mail]"),
                GuardRule.literals("l", List.of("key-jo@x.org-1", "Bluebird")).replacedBy("[key]"),
                GuardRule.pattern("p", Pattern.compile("o[a-z]*")).replacedBy("[o]"));
        String text = "key-jo@x.org-1 or jo@x.org, Bluebird";
        for (int cut = 0; cut <= text.length(); cut++) {
            assertLeaves(guards, "[mail] [o] [mail], [key]", text.substring(0, cut), text.substring(cut));
        }
        assertLeaves(guards, "[mail] [o] [mail], [key]", text.split("", -1));
    }

    private static void assertLeaves(Guards guards, String expected, String... pieces) {
        RecordingListener listener = Played.through(guards, Played.answer(pieces));
        assertThat(listener.content()).isEqualTo(expected);
        assertThat(listener.response().content()).isEqualTo(expected);
        assertThat(listener.events.get(listener.events.size() - 1)).isEqualTo(Played.FINISHED);
        assertThat(listener.events)
                .filteredOn(StreamEvent.Content.class::isInstance)
                .noneMatch(event -> endsInHalfAPair(((StreamEvent.Content) event).text()));
    }

    private static boolean endsInHalfAPair(String text) {
        return Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    private static boolean isInPair(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    }
}
