package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import dev.aistreaming.tool.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTaskTests {

    private static final ConversationKey KEY = new ConversationKey("ann", "chat");

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Threads threads = new Threads(workers);
    private final InMemoryConversationStore store = new InMemoryConversationStore(ConversationLimits.DEFAULTS);
    private final ScriptedProvider provider = ScriptedProvider.named("openai");
    private Conversations conversations = conversations(store, Duration.ZERO);

    private Conversations conversations(ConversationStore store, Duration wait) {
        return new Conversations(
                store,
                ConversationWindow.last(50, 100_000),
                new ConversationSettings(wait, Duration.ofSeconds(30)),
                threads);
    }

    @AfterEach
    void close() {
        threads.close();
        workers.shutdownNow();
    }

    private ChatResponse ask(String question) {
        return ask(ChatRequest.builder().prompt(question).build());
    }

    private ChatResponse ask(ChatRequest request) {
        ConversationTask task = conversations.task(KEY);
        try {
            ChatResponse answer = WholeAnswer.await(task.around(provider), request);
            task.completed(answer);
            return answer;
        } catch (AiException e) {
            task.failed(e);
            throw e;
        }
    }

    private AiException askAndFail(String question) {
        return catchThrowableOfType(AiException.class, () -> ask(question));
    }

    private List<Message> lastSent() {
        return provider.requests().get(provider.requests().size() - 1).messages();
    }

    private List<Message> saved() {
        return store.messages(KEY).stream().map(StoredMessage::message).toList();
    }

    @Test
    void sendsWhatWasSaidBefore() {
        provider.answer("Hello");
        ask("Hi");
        ask("Again?");
        assertThat(lastSent()).containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("Again?"));
        assertThat(saved()).hasSize(4);
    }

    @Test
    void theQuestionIsSavedBeforeItIsAnswered() {
        provider.answer(request -> {
            assertThat(saved()).containsExactly(Message.user("Hi"));
            return "Hello";
        });
        assertThat(ask("Hi").content()).isEqualTo("Hello");
    }

    @Test
    void whatAFrontEndRepeatsIsNotSavedAgain() {
        provider.answer("Hello");
        ask("Hi");
        ask(ChatRequest.builder()
                .system("Be nice.")
                .message(Role.USER, "forged")
                .message(Role.ASSISTANT, "forged, too")
                .prompt("Again?")
                .build());
        assertThat(lastSent()).containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("Again?"));
        assertThat(provider.requests().get(1).system()).isEqualTo("Be nice.");
        assertThat(saved()).hasSize(4);
    }

    @Test
    void anAnswerIsNoQuestion() {
        ChatRequest request = ChatRequest.builder()
                .message(Role.USER, "Hi")
                .message(Role.ASSISTANT, "Hello")
                .build();
        assertThatThrownBy(() -> ask(request)).hasMessageContaining("needs a question");
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void aConversationIsCalledByItsFirstQuestion() {
        provider.answer("Hello");
        ask("  What is\nthe  weather?\t" + "x".repeat(200));
        ask("Another");
        assertThat(store.find(KEY).orElseThrow().title())
                .startsWith("What is the weather? xxx")
                .hasSize(80);
    }

    @Test
    void aTitleOfTheUsersStays() {
        provider.answer("Hello");
        ask("Hi");
        store.rename(KEY, "Mine");
        ask("Another");
        assertThat(store.find(KEY).orElseThrow().title()).isEqualTo("Mine");
    }

    @Test
    void whatHadArrivedOfACutAnswerIsSavedMarkedAndSentAgain() {
        provider.answer("Once ", "upon", " a").cutAfter(2).then().answer("Fine");
        assertThat(askAndFail("Story!").code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(saved()).containsExactly(Message.user("Story!"), Message.assistant("Once upon"));
        assertThat(store.messages(KEY).get(1).state()).isEqualTo(MessageState.INTERRUPTED);
        ask("Stop it.");
        assertThat(lastSent())
                .containsExactly(
                        Message.user("Story!"),
                        Message.assistant("Once upon\n\n" + SentTurns.INTERRUPTED),
                        Message.user("Stop it."));
    }

    @Test
    void aQuestionThatWasRefusedIsNotSentAgain() {
        provider.failWith(ErrorCode.CONTENT_FILTERED).then().answer("Hello");
        askAndFail("Something bad");
        assertThat(store.messages(KEY)).extracting(StoredMessage::state).endsWith(MessageState.REFUSED);
        ask("Hi");
        assertThat(lastSent()).containsExactly(Message.user("Hi"));
    }

    @Test
    void aStoppedCallLeavesRoomForTheNextQuestion() {
        provider.answer("Once ", "upon").stallAfter(1).then().answer("Fine");
        ConversationTask task = conversations.task(KEY);
        RecordingListener listener = new RecordingListener();
        var call = task.around(provider)
                .newCall(ChatRequest.builder().prompt("Story!").build());
        call.start(listener);
        await().until(() -> !listener.content().isEmpty());
        assertThat(askAndFail("Now!").code()).isEqualTo(ErrorCode.BUSY);
        call.cancel();
        task.failed(listener.await().error());
        task.failed(listener.error());
        assertThat(saved()).containsExactly(Message.user("Story!"), Message.assistant("Once "));
        assertThat(ask("Now!").content()).isEqualTo("Fine");
    }

    @Test
    void aQuestionMayWaitForTheAnswerBeforeIt() throws Exception {
        provider.answer("Hello");
        conversations = conversations(store, Duration.ofMinutes(1));
        ConversationTurn turn = store.begin(KEY, Duration.ofMinutes(1)).orElseThrow();
        CompletableFuture<ChatResponse> answer = CompletableFuture.supplyAsync(() -> ask("Hi"), workers);
        store.save(turn, List.of(Message.user("First")), MessageState.WHOLE);
        store.save(turn, List.of(Message.assistant("First")), MessageState.WHOLE);
        assertThat(answer).isNotDone();
        store.end(turn);
        assertThat(answer.get().content()).isEqualTo("Hello");
        assertThat(lastSent()).containsExactly(Message.user("First"), Message.assistant("First"), Message.user("Hi"));
    }

    @Test
    void aWaitEndsWithBusy() {
        conversations = conversations(store, Duration.ofMillis(50));
        store.begin(KEY, Duration.ofMinutes(1));
        assertThat(askAndFail("Hi").code()).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void aWaitThatIsInterruptedIsCancelled() {
        conversations = conversations(store, Duration.ofMinutes(1));
        store.begin(KEY, Duration.ofMinutes(1));
        Thread.currentThread().interrupt();
        assertThat(askAndFail("Hi").code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void callsAndResultsOfAllStepsAreSavedAndSentAgain() {
        LocalTool weather = LocalTool.of(Tool.of("weather", "Weather"), (arguments, context) -> "Sunny");
        provider.answer("Let me see.")
                .toolCall("call_1", "weather", "{ \"city\":\"Lisbon\" }")
                .then()
                .answer("It is sunny.");
        ChatRequest request = Toolbox.of(List.of(weather))
                .addTo(ChatRequest.builder().prompt("Weather?"))
                .build();
        ConversationTask task = conversations.task(KEY);
        task.completed(
                WholeAnswer.await(task.around(new ToolLoopProvider(provider, ToolLimits.DEFAULTS, threads)), request));
        List<Message> turn = List.of(
                Message.user("Weather?"),
                Message.assistant(
                        new Part.Text("Let me see."), new Part.ToolUse("call_1", "weather", "{ \"city\":\"Lisbon\" }")),
                Message.toolResult("call_1", "weather", "Sunny"),
                Message.assistant("It is sunny."));
        assertThat(saved()).isEqualTo(turn);
        ask("Thanks");
        assertThat(lastSent()).startsWith(turn.toArray(Message[]::new)).endsWith(Message.user("Thanks"));
    }

    @Test
    void aToolOfTheFrontEndIsAnsweredByTheNextRequest() {
        provider.toolCall("call_1", "place", "{}").then().answer("Lisbon is nice.");
        ask("Where am I?");
        ask(ChatRequest.builder()
                .message(Message.toolResult("call_1", "place", "Lisbon"))
                .build());
        assertThat(lastSent())
                .containsExactly(
                        Message.user("Where am I?"),
                        Message.assistant(new Part.ToolUse("call_1", "place", "{}")),
                        Message.toolResult("call_1", "place", "Lisbon"));
    }

    @Test
    void callsThatTheLengthHasCutAreNotSentAgain() {
        provider.answer("Let me see.")
                .toolCall("call_1", "place", "{\"x")
                .finishReason(FinishReason.LENGTH)
                .then()
                .answer("Fine");
        ask("Where am I?");
        ask("Well?");
        assertThat(lastSent())
                .containsExactly(
                        Message.user("Where am I?"),
                        Message.assistant("Let me see.\n\n" + SentTurns.INTERRUPTED),
                        Message.user("Well?"));
    }

    @Test
    void aLongExchangeIsSentFromItsQuestionOn() {
        provider.toolCall("call_1", "place", "{}");
        conversations =
                new Conversations(store, ConversationWindow.last(2, 10), ConversationSettings.DEFAULTS, threads);
        ask("Where am I?");
        for (int i = 0; i < 4; i++) {
            ask(ChatRequest.builder()
                    .message(Message.toolResult("call_1", "place", "Lisbon"))
                    .build());
        }
        assertThat(lastSent()).hasSize(2 + 2 * 4 - 1).startsWith(Message.user("Where am I?"));
    }

    @Test
    void whatTheProviderWillNotTakeIsNotSaved() {
        ConversationTask task = conversations.task(KEY);
        var refusing = new ChatProvider() {
            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                throw AiException.invalidRequest("too long");
            }
        };
        ChatRequest request = ChatRequest.of("Hi");
        assertThatThrownBy(() -> task.around(refusing).newCall(request)).hasMessageContaining("too long");
        assertThat(store.find(KEY)).isEmpty();
        provider.answer("Hello");
        assertThat(ask("Hi").content()).isEqualTo("Hello");
    }

    @Test
    void aQuestionThatCannotBeSavedIsNotAsked() {
        conversations = conversations(new FailingStore(store, MessageState.WHOLE), Duration.ZERO);
        AiException error = askAndFail("Hi");
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error).hasRootCauseMessage("no database");
        assertThat(provider.requests()).isEmpty();
        assertThat(store.begin(KEY, Duration.ofSeconds(30)))
                .as("the turn has ended")
                .isPresent();
    }

    @Test
    void anAnswerThatCannotBeSavedIsToldAndEndsItsTurn() {
        provider.answer("Once ", "upon").cutAfter(1);
        conversations = conversations(new FailingStore(store, MessageState.INTERRUPTED), Duration.ZERO);
        assertThat(askAndFail("Hi")).hasRootCauseMessage("no database");
        assertThat(saved()).containsExactly(Message.user("Hi"));
        assertThat(store.begin(KEY, Duration.ofSeconds(30))).isPresent();
    }

    @Test
    void whatIsDeletedDuringItsAnswerStaysDeleted() {
        provider.answer(request -> {
            store.delete(KEY);
            return "Hello";
        });
        assertThat(ask("Hi").content()).isEqualTo("Hello");
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void anAnswerThatArrivedAndCouldNotBeToldIsSavedWhole() {
        provider.answer("Hello");
        ConversationTask task = conversations.task(KEY);
        WholeAnswer.await(task.around(provider), ChatRequest.of("Hi"));
        task.failed(AiException.of(ErrorCode.INTERNAL).build());
        assertThat(saved()).containsExactly(Message.user("Hi"), Message.assistant("Hello"));
        assertThat(store.messages(KEY).get(1).state()).isEqualTo(MessageState.WHOLE);
    }

    @Test
    void aLongAnswerRenewsItsLease() {
        RenewalsStore counting = new RenewalsStore(store);
        conversations = new Conversations(
                counting,
                ConversationWindow.last(50, 1000),
                new ConversationSettings(Duration.ZERO, Duration.ofSeconds(1)),
                threads);
        provider.stall();
        ConversationTask task = conversations.task(KEY);
        RecordingListener listener = new RecordingListener();
        var call = task.around(provider).newCall(ChatRequest.of("Hi"));
        call.start(listener);
        await().until(() -> counting.renewals.get() >= 4);
        assertThat(askAndFail("Now?").code()).isEqualTo(ErrorCode.BUSY);
        call.cancel();
        task.failed(listener.await().error());
        assertThat(threads.pending()).isZero();
    }
}
