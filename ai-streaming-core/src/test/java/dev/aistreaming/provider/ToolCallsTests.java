package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsTests {

    private static final int NO_INDEX = ToolCalls.NO_INDEX;

    private final Pieces calls = new Pieces();

    /** Calls, and the answer that holds them. */
    private static final class Pieces {
        private final AnswerSoFar answer = new AnswerSoFar("test");
        private final ToolCalls calls = new ToolCalls(answer);

        ToolCallDelta add(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
            ToolCallDelta delta = calls.add(index, id, name, arguments);
            answer.toolCallDelta(delta);
            return delta;
        }

        List<ToolCall> toList() {
            calls.endOfTexts().forEach(answer::toolCallDelta);
            return answer.toResponse().toolCalls();
        }
    }

    /** What a piece belongs to, looked for among all calls: the last one first. */
    private static final class Searched {
        private final List<String[]> calls = new ArrayList<>(); // index, id, name, arguments

        int add(int index, @Nullable String id, @Nullable String name, String arguments) {
            int at = calls.size() - 1;
            while (at >= 0 && !continues(calls.get(at), at, index, id, name)) {
                at--;
            }
            if (at < 0) {
                at = calls.size();
                calls.add(new String[] {String.valueOf(index), "", "", ""});
            }
            String[] call = calls.get(at);
            call[1] = call[1].isEmpty() && id != null ? id : call[1];
            call[2] = call[2].isEmpty() && name != null ? name : call[2];
            call[3] += arguments;
            return at;
        }

        private boolean continues(String[] call, int at, int index, @Nullable String id, @Nullable String name) {
            if (index == NO_INDEX && id != null) {
                return call[1].equals(id);
            }
            if (index == NO_INDEX) {
                return at == calls.size() - 1 && (name == null || (name.equals(call[2]) && !call[3].equals("{}")));
            }
            boolean another = name != null
                    && (id == null
                            ? !call[2].isEmpty() && !call[2].equals(name)
                            : !call[1].isEmpty() && !call[1].equals(id));
            return call[0].equals(String.valueOf(index)) && !another;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findTheSameCallAsASearchThroughAllOfThem(int seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            Pieces found = new Pieces();
            Searched searched = new Searched();
            StringBuilder pieces = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                int index = random.nextInt(3) - 1;
                String id = List.of("", "a", "b", "c").get(random.nextInt(4));
                String name = List.of("", "f", "g").get(random.nextInt(3));
                String arguments = List.of("", "{", "}", "{}").get(random.nextInt(4));
                pieces.append(index).append(id).append(name).append(arguments).append(' ');
                int at = searched.add(index, orNull(id), orNull(name), arguments);
                assertThat(found.add(index, orNull(id), orNull(name), arguments).index())
                        .as(pieces.toString())
                        .isEqualTo(at);
            }
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Test
    @Timeout(60)
    void areFoundAtOnceHoweverManyThereAre() {
        int many = 300_000;
        for (int i = 0; i < many; i++) {
            calls.add(0, "id-" + i, "f", "{}");
        }
        assertThat(calls.toList()).hasSize(many);
    }

    @Test
    void areNoneAtFirst() {
        assertThat(calls.toList()).isEmpty();
    }

    @Test
    void goOnByTheirIndex() {
        calls.add(0, "a", "f", "{");
        calls.add(1, "b", "g", "{");
        calls.add(0, null, null, "1}");
        calls.add(1, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void areNumberedFromNoughtWhateverTheProviderDoes() {
        assertThat(calls.add(1, "a", "f", "")).isEqualTo(new ToolCallDelta(0, "a", "f", ""));
        assertThat(calls.add(5, "b", "g", "")).isEqualTo(new ToolCallDelta(1, "b", "g", ""));
        assertThat(calls.add(1, null, null, "{}")).isEqualTo(new ToolCallDelta(0, null, null, "{}"));
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void goOnWhereTheIdIsRepeatedInEachPiece() {
        calls.add(0, "a", "f", "{");
        calls.add(0, "a", null, "1");
        calls.add(0, "a", "f", "}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"));
    }

    @Test
    void goOnWhereTheIdChangesFromPieceToPiece() {
        calls.add(0, "a", "f", "{");
        calls.add(0, "b", null, "}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void areTwoWhereTheSameIndexComesWithAnotherIdAndAName() {
        calls.add(0, "a", "f", "{1}");
        calls.add(0, "b", "f", "{");
        calls.add(0, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "f", "{2}"));
    }

    @Test
    void goOnByTheirIdWithoutAnIndex() {
        calls.add(NO_INDEX, "a", "f", "{");
        calls.add(NO_INDEX, "b", "g", "{");
        calls.add(NO_INDEX, "a", null, "1}");
        calls.add(NO_INDEX, "b", null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void goOnWithTheLastWithoutIndexAndId() {
        calls.add(NO_INDEX, "a", "f", "{}");
        calls.add(NO_INDEX, "b", "g", "{");
        calls.add(NO_INDEX, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void beginWithAnotherNameWithoutIndexAndId() {
        calls.add(NO_INDEX, null, "f", "{}");
        calls.add(NO_INDEX, null, "g", "{}");
        assertThat(calls.toList()).containsExactly(new ToolCall("", "f", "{}"), new ToolCall("", "g", "{}"));
    }

    @Test
    void takeIdAndNameWhenTheyComeLate() {
        calls.add(0, null, null, "{");
        calls.add(0, "a", null, "}");
        calls.add(0, null, "f", null);
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void haveAnEmptyObjectForArgumentsThatNobodySent() {
        calls.add(0, "a", "f", null);
        calls.add(1, "b", "g", " \n");
        assertThat(calls.toList()).extracting(ToolCall::arguments).containsExactly("{}", "{}");
    }

    @Test
    void doNotCutACharacterInArguments() {
        assertThat(calls.add(0, "a", "f", "\"\uD83D").arguments()).isEqualTo("\"");
        assertThat(calls.add(1, "b", "g", "{}").arguments()).isEqualTo("{}");
        assertThat(calls.add(0, null, null, "\uDE00\"").arguments()).isEqualTo("\uD83D\uDE00\"");
        assertThat(calls.toList().get(0).arguments()).isEqualTo("\"\uD83D\uDE00\"");
    }

    @Test
    void replaceHalfACharacterAtTheEndOfArguments() {
        calls.add(0, "a", "f", "{\"\uD83D");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{\"\uFFFD"));
    }
}
