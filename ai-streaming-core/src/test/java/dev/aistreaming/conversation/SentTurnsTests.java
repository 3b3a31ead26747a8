package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentTurnsTests {

    private static final Message EMPTY = new Message(Role.ASSISTANT, List.of());

    private final List<StoredMessage> stored = new ArrayList<>();

    private void turn(MessageState last, Message... messages) {
        long turn = stored.isEmpty() ? 1 : stored.get(stored.size() - 1).turn() + 1;
        for (int i = 0; i < messages.length; i++) {
            MessageState state = i == messages.length - 1 ? last : MessageState.WHOLE;
            stored.add(new StoredMessage(turn, i, messages[i], state, Instant.EPOCH));
        }
    }

    private List<Message> sent() {
        return AnsweredCalls.of(SentTurns.of(stored));
    }

    @Test
    void whatIsWholeIsSentAsItIs() {
        Message calling = Message.assistant(
                new Part.ProviderState("anthropic", "{\"s\":1}"), new Part.ToolUse("1", "weather", "{ }"));
        Message result = Message.toolResult("1", "weather", "Sunny");
        turn(MessageState.WHOLE, Message.user("Weather?"), calling, result, Message.assistant("Sunny."));
        assertThat(sent()).containsExactly(Message.user("Weather?"), calling, result, Message.assistant("Sunny."));
        assertThat(sent().get(1)).isSameAs(calling);
        assertThat(sent().get(2)).isSameAs(result);
    }

    @Test
    void anInterruptedAnswerSaysSo() {
        turn(
                MessageState.INTERRUPTED,
                Message.user("Tell a story."),
                Message.assistant(new Part.ProviderState("gemini", "{}"), new Part.Text("Once upon ")));
        assertThat(sent())
                .containsExactly(
                        Message.user("Tell a story."), Message.assistant("Once upon\n\n" + SentTurns.INTERRUPTED));
    }

    @Test
    void aQuestionThatWasStoppedBeforeItsAnswerIsNotLeftOpen() {
        turn(MessageState.INTERRUPTED, Message.user("Tell a story."), EMPTY);
        assertThat(sent()).containsExactly(Message.user("Tell a story."), Message.assistant(SentTurns.UNANSWERED));
    }

    @Test
    void aQuestionWhoseWriterHasDiedIsNotLeftOpen() {
        turn(MessageState.WHOLE, Message.user("Tell a story."));
        turn(MessageState.WHOLE, Message.user("Tell a joke."), Message.assistant("Knock."));
        assertThat(sent())
                .containsExactly(
                        Message.user("Tell a story."),
                        Message.assistant(SentTurns.UNANSWERED),
                        Message.user("Tell a joke."),
                        Message.assistant("Knock."));
    }

    @Test
    void anEmptyAnswerLeavesNoQuestionOpen() {
        turn(MessageState.WHOLE, Message.user("Hm"), EMPTY);
        assertThat(sent()).containsExactly(Message.user("Hm"), Message.assistant(SentTurns.UNANSWERED));
    }

    @Test
    void aQuestionThatWasRefusedIsNotSentAgain() {
        turn(MessageState.REFUSED, Message.user("Something bad"), EMPTY);
        turn(MessageState.WHOLE, Message.user("Hi"), Message.assistant("Hello"));
        assertThat(sent()).containsExactly(Message.user("Hi"), Message.assistant("Hello"));
    }

    @Test
    void stepsBeforeTheInterruptionStay() {
        Message calling =
                Message.assistant(new Part.ProviderState("anthropic", "{}"), new Part.ToolUse("1", "weather", "{}"));
        Message result = Message.toolResult("1", "weather", "Sunny");
        turn(MessageState.INTERRUPTED, Message.user("Weather?"), calling, result, Message.assistant("It "));
        turn(MessageState.INTERRUPTED, Message.user("Weather?"), calling, result);
        assertThat(sent())
                .containsExactly(
                        Message.user("Weather?"),
                        calling,
                        result,
                        Message.assistant("It\n\n" + SentTurns.INTERRUPTED),
                        Message.user("Weather?"),
                        calling,
                        result,
                        Message.assistant(SentTurns.UNANSWERED));
    }

    @Test
    void callsOfAnInterruptedTurnAreNotSent() {
        turn(
                MessageState.INTERRUPTED,
                Message.user("Weather?"),
                Message.assistant(new Part.Text("Let me see."), new Part.ToolUse("1", "weather", "{\"ci")));
        assertThat(sent())
                .containsExactly(
                        Message.user("Weather?"), Message.assistant("Let me see.\n\n" + SentTurns.INTERRUPTED));
    }

    @Test
    void aCallThatNobodyHasAnsweredGetsAResult() {
        Message calling = Message.assistant(new Part.ToolUse("1", "place", "{}"));
        turn(MessageState.WHOLE, Message.user("Where am I?"), calling);
        turn(MessageState.WHOLE, Message.user("Never mind."), Message.assistant("Fine."));
        List<Message> sent = sent();
        assertThat(sent).hasSize(5);
        assertThat(sent.get(2).parts()).singleElement().isInstanceOfSatisfying(Part.ToolResult.class, result -> {
            assertThat(result.callId()).isEqualTo("1");
            assertThat(result.failed()).isTrue();
        });
    }

    @Test
    void callsOfTheFrontEndWaitForTheNextRequest() {
        Message calling = Message.assistant(new Part.ToolUse("1", "clock", "{}"), new Part.ToolUse("2", "place", "{}"));
        turn(MessageState.WHOLE, Message.user("Hi"), calling, Message.toolResult("1", "clock", "Noon"));
        turn(MessageState.WHOLE, Message.toolResult("2", "place", "Lisbon"), Message.assistant("Good day."));
        assertThat(sent())
                .containsExactly(
                        Message.user("Hi"),
                        calling,
                        Message.toolResult(
                                Part.ToolResult.of("1", "clock", "Noon"), Part.ToolResult.of("2", "place", "Lisbon")),
                        Message.assistant("Good day."));
    }

    @Test
    void resultsOfOneAnswerStandInOneMessage() {
        List<Message> sent = AnsweredCalls.of(List.of(
                Message.user("?"),
                Message.assistant(new Part.ToolUse("", "a", "{}"), new Part.ToolUse("", "b", "{}")),
                Message.toolResult("", "b", "1"),
                Message.toolResult("", "a", "2")));
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2).parts()).hasSize(2);
    }
}
