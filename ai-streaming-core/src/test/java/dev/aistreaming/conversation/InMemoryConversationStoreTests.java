package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.testing.ConversationStoreContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryConversationStoreTests extends ConversationStoreContract {

    /** A clock may pass the largest number and go on with the smallest. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

    private final AtomicLong millis = new AtomicLong(1_000);
    private final InMemoryConversationStore store = within(ConversationLimits.DEFAULTS);

    private InMemoryConversationStore within(ConversationLimits limits) {
        return new InMemoryConversationStore(limits, new TestClock(), nanos::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ConversationStore store() {
        return store;
    }

    @Override
    protected void runOutOfLeases() {
        nanos.addAndGet(LEASE.toNanos());
    }

    @Override
    protected void passTime() {
        millis.incrementAndGet();
    }

    private static ConversationKey key(String id) {
        return new ConversationKey("ann", id);
    }

    private static ConversationTurn turn(ConversationStore store, String id, String text) {
        ConversationTurn turn = store.begin(key(id), LEASE).orElseThrow();
        store.save(turn, List.of(Message.user(text)), MessageState.WHOLE);
        return turn;
    }

    @Test
    void theConversationThatWasNotUsedForTheLongestTimeMakesRoom() {
        InMemoryConversationStore small = within(new ConversationLimits(2, 100, 1 << 20));
        small.end(turn(small, "a", "x"));
        small.end(turn(small, "b", "x"));
        small.end(turn(small, "a", "x"));
        small.end(turn(small, "c", "x"));
        assertThat(small.find(key("b"))).isEmpty();
        assertThat(small.find(key("a"))).isPresent();
        assertThat(small.find(key("c"))).isPresent();
    }

    @Test
    void aConversationWithATurnUnderWayDoesNotMakeRoom() {
        InMemoryConversationStore small = within(new ConversationLimits(1, 100, 1 << 20));
        ConversationTurn turn = turn(small, "a", "x");
        assertThatThrownBy(() -> small.begin(key("b"), LEASE))
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
        small.end(turn);
        assertThat(small.begin(key("b"), LEASE)).isPresent();
    }

    @Test
    void theFirstTurnsOfALongConversationAreForgotten() {
        InMemoryConversationStore small = within(new ConversationLimits(10, 3, 1 << 20));
        for (int i = 1; i <= 3; i++) {
            ConversationTurn turn = turn(small, "a", "question " + i);
            small.save(turn, List.of(Message.assistant("answer " + i)), MessageState.WHOLE);
            small.end(turn);
        }
        assertThat(small.messages(key("a")))
                .extracting(stored -> stored.message().text())
                .containsExactly("question 3", "answer 3");
    }

    @Test
    void aTurnThatIsLongerThanTheLimitIsKeptWhole() {
        InMemoryConversationStore small = within(new ConversationLimits(10, 1, 1 << 20));
        ConversationTurn turn = turn(small, "a", "question");
        small.save(turn, List.of(Message.assistant("one"), Message.assistant("two")), MessageState.WHOLE);
        assertThat(small.messages(key("a"))).hasSize(3);
    }

    @Test
    void staysWithinItsBytes() {
        InMemoryConversationStore small = within(new ConversationLimits(100, 100, 2_000));
        for (int i = 0; i < 50; i++) {
            small.end(turn(small, "chat " + i % 7, "x".repeat(100 + i)));
            assertThat(small.bytes()).isLessThanOrEqualTo(2_000);
        }
        small.close();
        assertThat(small.bytes()).isZero();
    }

    @Test
    void countsWhatIsDeletedNoLonger() {
        turn(store, "a", "x");
        assertThat(store.bytes()).isPositive();
        store.delete(key("a"));
        assertThat(store.bytes()).isZero();
    }

    @Test
    void refusesWhatIsLargerThanAllOfIt() {
        InMemoryConversationStore small = within(new ConversationLimits(100, 100, 500));
        ConversationTurn turn = small.begin(key("a"), LEASE).orElseThrow();
        List<Message> large = List.of(Message.user("x".repeat(600)));
        assertThatThrownBy(() -> small.save(turn, large, MessageState.WHOLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("larger than the store");
    }

    @Test
    void refusesLimitsThatKeepNothing() {
        assertThatThrownBy(() -> new ConversationLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConversationLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConversationLimits(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConversationSettings(Duration.ofMillis(-1), LEASE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConversationSettings(Duration.ZERO, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get()).plusNanos(7);
        }
    }
}
