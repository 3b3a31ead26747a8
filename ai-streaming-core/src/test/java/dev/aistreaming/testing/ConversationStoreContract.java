package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of conversations has to keep. A subclass makes the store, empty for each test, and closes it. */
public abstract class ConversationStoreContract {

    /** Longer than a test takes. */
    protected static final Duration LEASE = Duration.ofMinutes(10);

    private static final ConversationKey KEY = new ConversationKey("ann", "chat");
    private static final Message QUESTION = Message.user("What is the weather in Lisbon?");
    private static final Message ANSWER = Message.assistant("Sunny.");

    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** The store of one instance. */
    protected abstract ConversationStore store();

    /** The store of another instance of the application, which knows the same conversations. */
    protected ConversationStore other() {
        return store();
    }

    /** Lets the leases of all turns run out that were begun or renewed before. */
    protected abstract void runOutOfLeases();

    /** Lets at least a millisecond pass. */
    protected abstract void passTime();

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    private ConversationTurn begin(ConversationKey key) {
        return store().begin(key, LEASE).orElseThrow();
    }

    private void saveTurn(ConversationKey key, Message... messages) {
        ConversationTurn turn = begin(key);
        for (Message message : messages) {
            assertThat(store().save(turn, List.of(message), MessageState.WHOLE)).isTrue();
        }
        store().end(turn);
    }

    private List<Message> messages(ConversationKey key) {
        return other().messages(key).stream().map(StoredMessage::message).toList();
    }

    @Test
    void givesBackWhatWasSavedInItsOrder() {
        saveTurn(KEY, QUESTION, ANSWER);
        saveTurn(KEY, Message.user("And in Porto?"), Message.assistant("Rain."));
        assertThat(messages(KEY))
                .containsExactly(QUESTION, ANSWER, Message.user("And in Porto?"), Message.assistant("Rain."));
        assertThat(other().messages(KEY)).extracting(StoredMessage::turn).containsExactly(1L, 1L, 2L, 2L);
        assertThat(other().messages(KEY)).extracting(StoredMessage::index).containsExactly(0, 1, 0, 1);
    }

    @Test
    void givesBackEveryKindOfPart() {
        Message user = Message.user(
                new Part.Image(Media.bytes(new byte[] {0, 1, -1}, "image/png"), "low"),
                new Part.File(Media.url("https://example.com/a%20b.pdf?c=d"), "a.pdf"),
                new Part.Audio(Media.fileId("file-1")),
                new Part.Text(" \u0000\u2028 \ud83d\ude00 'quoted' \"twice\" \\ and \u00e9\n"));
        Message calling = Message.assistant(
                new Part.ProviderState("anthropic", "{\"signature\":\"x+/=\",  \"n\":1.0}"),
                new Part.Text("Let me see."),
                new Part.ToolUse("call_1", "weather", "{ \"city\" : \"Lisbon\" }"),
                new Part.ToolUse("", "time", "{}"));
        Message results = Message.toolResult(
                Part.ToolResult.of("call_1", "weather", "Sunny"), Part.ToolResult.failed("", "time", "No clock"));
        saveTurn(KEY, user, calling, results, Message.system("Be brief."), new Message(Role.ASSISTANT, List.of()));
        assertThat(messages(KEY))
                .containsExactly(
                        user, calling, results, Message.system("Be brief."), new Message(Role.ASSISTANT, List.of()));
    }

    @Test
    void givesBackTextsThatNoCharacterSetCarries() {
        Message half = Message.user("half \ud83d of a character");
        saveTurn(KEY, half);
        assertThat(messages(KEY)).containsExactly(half);
    }

    @Test
    void givesBackLongTexts() {
        Message longText = Message.user("\u00e9\u4e2d".repeat(200_000));
        saveTurn(KEY, longText);
        assertThat(messages(KEY)).containsExactly(longText);
    }

    @Test
    void onlyTheLastOfSeveralMessagesIsMarked() {
        ConversationTurn turn = begin(KEY);
        store().save(turn, List.of(QUESTION), MessageState.WHOLE);
        store().save(turn, List.of(ANSWER, ANSWER), MessageState.INTERRUPTED);
        assertThat(other().messages(KEY))
                .extracting(StoredMessage::state)
                .containsExactly(MessageState.WHOLE, MessageState.WHOLE, MessageState.INTERRUPTED);
    }

    @Test
    void knowsNothingOfWhatThereIsNot() {
        assertThat(store().find(KEY)).isEmpty();
        assertThat(store().messages(KEY)).isEmpty();
        assertThat(store().list("ann", 0, 10)).isEmpty();
        assertThat(store().rename(KEY, "title")).isFalse();
        assertThat(store().delete(KEY)).isFalse();
    }

    @Test
    void thereIsOneTurnAtATime() {
        ConversationTurn turn = begin(KEY);
        assertThat(other().begin(KEY, LEASE)).isEmpty();
        assertThat(other().begin(new ConversationKey("ann", "other"), LEASE)).isPresent();
        store().end(turn);
        assertThat(other().begin(KEY, LEASE)).isPresent();
    }

    @Test
    void oneOfManyAtTheSameTimeBeginsATurn() throws Exception {
        saveTurn(KEY, QUESTION, ANSWER);
        for (ConversationKey key : List.of(KEY, new ConversationKey("ann", "new"))) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Optional<ConversationTurn>>> begun = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ConversationStore instance = i % 2 == 0 ? store() : other();
                Callable<Optional<ConversationTurn>> task = () -> {
                    start.await();
                    return instance.begin(key, LEASE);
                };
                begun.add(executor.submit(task));
            }
            start.countDown();
            int turns = 0;
            for (Future<Optional<ConversationTurn>> turn : begun) {
                turns += turn.get().isPresent() ? 1 : 0;
            }
            assertThat(turns).isEqualTo(1);
        }
    }

    @Test
    void aTurnWhoseInstanceHasDiedMakesRoom() {
        ConversationTurn dead = begin(KEY);
        store().save(dead, List.of(QUESTION), MessageState.WHOLE);
        runOutOfLeases();
        ConversationTurn next = other().begin(KEY, LEASE).orElseThrow();
        assertThat(next.number()).isGreaterThan(dead.number());
        assertThat(messages(KEY)).containsExactly(QUESTION);
    }

    @Test
    void aRenewedTurnKeepsItsLease() {
        ConversationTurn turn = begin(KEY);
        runOutOfLeases();
        assertThat(store().renew(turn, LEASE)).isTrue();
        assertThat(other().begin(KEY, LEASE)).isEmpty();
    }

    @Test
    void aTurnThatIsLateLosesNothingAndStandsWhereItBelongs() {
        ConversationTurn late = begin(KEY);
        store().save(late, List.of(QUESTION), MessageState.WHOLE);
        runOutOfLeases();
        ConversationTurn next = other().begin(KEY, LEASE).orElseThrow();
        other().save(next, List.of(Message.user("Second?"), Message.assistant("Second.")), MessageState.WHOLE);
        assertThat(store().renew(late, LEASE)).isFalse();
        assertThat(store().save(late, List.of(ANSWER), MessageState.WHOLE)).isTrue();
        store().end(late);
        assertThat(messages(KEY))
                .containsExactly(QUESTION, ANSWER, Message.user("Second?"), Message.assistant("Second."));
        assertThat(store().begin(KEY, LEASE)).as("the lease of the other turn").isEmpty();
    }

    @Test
    void nothingIsLeftOfAConversationInWhichNothingWasSaved() {
        ConversationTurn turn = begin(KEY);
        assertThat(other().list("ann", 0, 10)).isEmpty();
        assertThat(other().find(KEY)).isEmpty();
        store().end(turn);
        assertThat(other().delete(KEY)).isFalse();
    }

    @Test
    void givesTheLastMessagesInWholeTurns() {
        saveTurn(KEY, Message.user("1"), Message.assistant("a"));
        saveTurn(KEY, Message.user("2"), Message.assistant("b"), Message.user("c"), Message.assistant("d"));
        saveTurn(KEY, Message.user("3"), Message.assistant("e"));
        assertThat(last(1)).containsExactly("3", "e");
        assertThat(last(2)).containsExactly("3", "e");
        assertThat(last(3)).containsExactly("2", "b", "c", "d", "3", "e");
        assertThat(last(7)).containsExactly("1", "a", "2", "b", "c", "d", "3", "e");
        assertThat(last(100)).hasSize(8);
    }

    private List<String> last(int atLeast) {
        return other().last(KEY, atLeast).stream()
                .map(stored -> stored.message().text())
                .toList();
    }

    @Test
    void listsAnOwnersConversationsTheLastUsedFirstAndInPages() {
        for (String id : List.of("a", "b", "c")) {
            saveTurn(new ConversationKey("ann", id), QUESTION);
            passTime();
        }
        saveTurn(new ConversationKey("bob", "d"), QUESTION);
        saveTurn(new ConversationKey(null, "e"), QUESTION);
        passTime();
        saveTurn(new ConversationKey("ann", "a"), QUESTION);
        assertThat(ids("ann", 0, 10)).containsExactly("a", "c", "b");
        assertThat(ids("ann", 1, 1)).containsExactly("c");
        assertThat(ids("ann", 2, 10)).containsExactly("b");
        assertThat(ids("ann", 3, 10)).isEmpty();
        assertThat(ids("Ann", 0, 10)).isEmpty();
    }

    private List<String> ids(String owner, int offset, int limit) {
        return other().list(owner, offset, limit).stream()
                .map(StoredConversation::id)
                .toList();
    }

    @Test
    void tellsWhenAConversationBeganAndWasUsed() {
        saveTurn(KEY, QUESTION);
        StoredConversation begun = other().find(KEY).orElseThrow();
        passTime();
        saveTurn(KEY, QUESTION);
        StoredConversation used = other().find(KEY).orElseThrow();
        assertThat(used.createdAt()).isEqualTo(begun.createdAt());
        assertThat(used.updatedAt()).isAfter(begun.updatedAt());
        assertThat(used.updatedAt()).isEqualTo(other().messages(KEY).get(1).savedAt());
    }

    @Test
    void keysAreExact() {
        List<ConversationKey> keys = List.of(
                KEY,
                new ConversationKey("ann", "Chat"),
                new ConversationKey("ann", "chat "),
                new ConversationKey("ann ", "chat"),
                new ConversationKey("annc", "hat"),
                new ConversationKey("", "chat"),
                new ConversationKey(null, "chat"),
                new ConversationKey("ann", "ch\u00e2t"),
                new ConversationKey("ann", "\ud83d\ude00".repeat(128)),
                new ConversationKey("x".repeat(400), "chat"));
        for (ConversationKey key : keys) {
            saveTurn(key, Message.user(key.owner() + "/" + key.id()));
        }
        for (ConversationKey key : keys) {
            assertThat(messages(key)).containsExactly(Message.user(key.owner() + "/" + key.id()));
            assertThat(other().find(key))
                    .get()
                    .extracting(StoredConversation::key)
                    .isEqualTo(key);
        }
    }

    @Test
    void renames() {
        saveTurn(KEY, QUESTION);
        assertThat(store().find(KEY))
                .get()
                .extracting(StoredConversation::title)
                .isNull();
        assertThat(store().rename(KEY, "Weather \ud83d\ude00")).isTrue();
        assertThat(other().find(KEY))
                .get()
                .extracting(StoredConversation::title)
                .isEqualTo("Weather \ud83d\ude00");
        assertThat(store().rename(new ConversationKey("bob", "chat"), "Mine")).isFalse();
    }

    @Test
    void deletesAllOfAConversationAndNothingElse() {
        saveTurn(KEY, QUESTION, ANSWER);
        saveTurn(new ConversationKey("bob", "chat"), QUESTION);
        assertThat(store().delete(KEY)).isTrue();
        assertThat(other().find(KEY)).isEmpty();
        assertThat(other().messages(KEY)).isEmpty();
        assertThat(other().delete(KEY)).isFalse();
        assertThat(messages(new ConversationKey("bob", "chat"))).containsExactly(QUESTION);
    }

    @Test
    void whatWasDeletedDuringATurnStaysDeleted() {
        ConversationTurn turn = begin(KEY);
        store().save(turn, List.of(QUESTION), MessageState.WHOLE);
        other().delete(KEY);
        assertThat(store().renew(turn, LEASE)).isFalse();
        assertThat(store().save(turn, List.of(ANSWER), MessageState.WHOLE)).isFalse();
        store().end(turn);
        assertThat(other().find(KEY)).isEmpty();

        ConversationTurn again = other().begin(KEY, LEASE).orElseThrow();
        other().save(again, List.of(Message.user("Anew?")), MessageState.WHOLE);
        assertThat(store().save(turn, List.of(ANSWER), MessageState.WHOLE)).isFalse();
        store().end(turn);
        assertThat(messages(KEY)).containsExactly(Message.user("Anew?"));
        assertThat(store().begin(KEY, LEASE)).isEmpty();
    }

    @Test
    void turnsThatComeAtTheSameTimeLoseNothing() throws Exception {
        int writers = 4;
        int turnsEach = 10;
        List<Future<?>> writing = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            ConversationStore instance = w % 2 == 0 ? store() : other();
            String name = "writer " + w;
            writing.add(executor.submit(() -> {
                for (int t = 0; t < turnsEach; t++) {
                    Optional<ConversationTurn> turn;
                    do {
                        turn = instance.begin(KEY, LEASE);
                    } while (turn.isEmpty());
                    instance.save(turn.get(), List.of(Message.user(name + ", " + t)), MessageState.WHOLE);
                    instance.save(turn.get(), List.of(Message.assistant(name + ", " + t)), MessageState.WHOLE);
                    instance.end(turn.get());
                }
            }));
        }
        for (Future<?> writer : writing) {
            writer.get();
        }
        List<StoredMessage> all = store().messages(KEY);
        assertThat(all).hasSize(2 * writers * turnsEach);
        for (int i = 0; i < all.size(); i += 2) {
            assertThat(all.get(i).message().text())
                    .isEqualTo(all.get(i + 1).message().text());
            assertThat(all.get(i).turn()).isEqualTo(all.get(i + 1).turn());
        }
    }
}
