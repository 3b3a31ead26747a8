package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aistreaming.chat.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AnswerSavingTests {

    private static final ConversationKey KEY = new ConversationKey("ann", "1");
    private static final Message ANSWER = Message.assistant("Hello");

    private final InMemoryConversationStore store = new InMemoryConversationStore(ConversationLimits.DEFAULTS);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(AnswerSaving.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private ConversationTurn ask() {
        ConversationTurn turn = store.begin(KEY, Duration.ofSeconds(30)).orElseThrow();
        store.save(turn, List.of(Message.user("Hi")), MessageState.WHOLE);
        return turn;
    }

    private List<Message> saved() {
        return store.messages(KEY).stream().map(StoredMessage::message).toList();
    }

    private List<ILoggingEvent> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .toList();
    }

    @Test
    void aStoreThatFailsForAMomentLosesNoAnswer() {
        FlakyStore flaky = new FlakyStore(store, 2, false);
        AnswerSaving.save(flaky, ask(), List.of(ANSWER), MessageState.WHOLE);
        assertThat(flaky.attempts).isEqualTo(3);
        assertThat(saved()).containsExactly(Message.user("Hi"), ANSWER);
        assertThat(errors()).isEmpty();
    }

    @Test
    void anAnswerThatWasSavedByAnAttemptThatFailedIsNotSavedTwice() {
        AnswerSaving.save(new FlakyStore(store, 1, true), ask(), List.of(ANSWER), MessageState.WHOLE);
        assertThat(saved()).containsExactly(Message.user("Hi"), ANSWER);
    }

    @Test
    void aStoreThatFailsForGoodIsGivenUpAndLoggedOnce() {
        FlakyStore broken = new FlakyStore(store, Integer.MAX_VALUE, false);
        ConversationTurn turn = ask();
        assertThatIllegalStateException()
                .isThrownBy(() -> AnswerSaving.save(broken, turn, List.of(ANSWER), MessageState.WHOLE))
                .withMessage("no database");
        assertThat(broken.attempts).isEqualTo(3);
        assertThat(errors())
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .isEqualTo("An answer in conversation 1 could not be saved"));
        assertThat(errors().get(0).getThrowableProxy().getMessage()).isEqualTo("no database");
    }

    @Test
    void aThreadThatIsInterruptedDoesNotTryAgain() {
        FlakyStore broken = new FlakyStore(store, Integer.MAX_VALUE, false);
        ConversationTurn turn = ask();
        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(() -> AnswerSaving.save(broken, turn, List.of(ANSWER), MessageState.WHOLE));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(broken.attempts).isEqualTo(1);
    }

    @Test
    void whatWasDeletedMeanwhileStaysDeleted() {
        ConversationTurn turn = ask();
        store.delete(KEY);
        AnswerSaving.save(new FlakyStore(store, 1, false), turn, List.of(ANSWER), MessageState.WHOLE);
        assertThat(store.find(KEY)).isEmpty();
    }
}
