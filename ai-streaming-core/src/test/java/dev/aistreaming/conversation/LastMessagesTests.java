package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastMessagesTests {

    private static final List<Message> THREE_TURNS = List.of(
            Message.user("1234"),
            Message.assistant("5678"),
            Message.user("1234"),
            Message.assistant("5678"),
            Message.user("1234"),
            Message.assistant("5678"));

    private static int sent(int maxMessages, int maxCharacters) {
        return ConversationWindow.last(maxMessages, maxCharacters)
                .of(THREE_TURNS)
                .size();
    }

    @Test
    void sendsAllThatFits() {
        assertThat(sent(6, 24)).isEqualTo(6);
    }

    @Test
    void cutsByMessages() {
        assertThat(IntStream.rangeClosed(1, 7).map(n -> sent(n, 1000))).containsExactly(2, 2, 2, 4, 4, 6, 6);
    }

    @Test
    void cutsByCharacters() {
        assertThat(IntStream.of(23, 16, 15, 8, 1).map(m -> sent(100, m))).containsExactly(4, 4, 2, 2, 2);
    }

    @Test
    void sendsNothingOfNothing() {
        assertThat(ConversationWindow.last(1, 1).of(List.of())).isEmpty();
    }

    @Test
    void refusesToSendNothing() {
        assertThatThrownBy(() -> ConversationWindow.last(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConversationWindow.last(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the conversation and the limits. */
    @Test
    void neverBeginsInTheMiddleOfAnExchangeWithATool() {
        Random random = new Random(17);
        for (int round = 0; round < 5_000; round++) {
            List<Message> conversation = conversation(random);
            int maxMessages = 1 + random.nextInt(20);
            int maxCharacters = 1 + random.nextInt(300);
            List<Message> sent =
                    ConversationWindow.last(maxMessages, maxCharacters).of(conversation);
            assertThat(sent).as("round %d", round).isNotEmpty();
            assertThat(sent.get(0).role()).isEqualTo(Role.USER);
            assertThat(conversation.subList(conversation.size() - sent.size(), conversation.size()))
                    .isEqualTo(sent);
            boolean onlyTheLastTurn =
                    sent.stream().filter(message -> message.role() == Role.USER).count() == 1;
            if (!onlyTheLastTurn) {
                assertThat(sent).hasSizeLessThanOrEqualTo(maxMessages);
                assertThat(characters(sent)).isLessThanOrEqualTo(maxCharacters);
            }
            assertThat(isTooLongWithOneMoreTurn(conversation, sent, maxMessages, maxCharacters))
                    .isTrue();
        }
    }

    private static boolean isTooLongWithOneMoreTurn(
            List<Message> all, List<Message> sent, int maxMessages, int maxCharacters) {
        int from = all.size() - sent.size() - 1;
        while (from > 0 && all.get(from).role() != Role.USER) {
            from--;
        }
        if (from < 0) {
            return true;
        }
        List<Message> more = all.subList(from, all.size());
        return more.size() > maxMessages || characters(more) > maxCharacters;
    }

    private static long characters(List<Message> messages) {
        return messages.stream()
                .mapToLong(dev.aistreaming.pipeline.RequestLength::of)
                .sum();
    }

    private static List<Message> conversation(Random random) {
        List<Message> messages = new ArrayList<>();
        int turns = 1 + random.nextInt(6);
        for (int turn = 0; turn < turns; turn++) {
            messages.add(Message.user("q".repeat(1 + random.nextInt(40))));
            int steps = random.nextInt(4);
            for (int step = 0; step < steps; step++) {
                String id = "call " + turn + " " + step;
                messages.add(Message.assistant(new Part.ToolUse(id, "t", "{}")));
                messages.add(Message.toolResult(id, "t", "r".repeat(random.nextInt(40))));
            }
            messages.add(Message.assistant("a".repeat(1 + random.nextInt(40))));
        }
        return messages;
    }
}
