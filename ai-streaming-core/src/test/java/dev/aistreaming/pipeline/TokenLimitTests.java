package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The question is about 2 tokens; the provider reports 12 and 40. */
@Timeout(60)
class TokenLimitTests {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");

    @AutoClose
    private final Scripts scripts = new Scripts();

    private CountedBudget budget = new CountedBudget(1000);
    private TokenLimits limits = limits(1000);

    private TokenLimits limits(long tokens) {
        budget = new CountedBudget(tokens);
        limits = new TokenLimits(budget, () -> "ann");
        return limits;
    }

    private ChatProvider counted(ScriptedServer server) {
        return Pipeline.of(scripts.openAi(server.url()), scripts.threads)
                .limits(new AnswerLimits(null, null, null))
                .build();
    }

    private RecordingListener ask(ScriptedServer server) {
        RecordingListener listener = new RecordingListener();
        limits.around(counted(server)).newCall(QUESTION).start(listener);
        return listener;
    }

    @Test
    void refusesAClientWithoutTokensBeforeAnythingIsSent() {
        limits(0);
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            assertThatExceptionOfType(AiException.class)
                    .isThrownBy(() -> ask(server))
                    .satisfies(error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                        assertThat(error.httpStatus()).isEqualTo(429);
                        assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(1500));
                        assertThat(error.retryable()).isTrue();
                    });
            assertThat(server.requests()).isEmpty();
            assertThat(limits.refused()).isEqualTo(1);
        }
    }

    @Test
    void refusesAQuestionThatLeavesNothingForTheAnswer() {
        limits(2);
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            assertThatExceptionOfType(AiException.class).isThrownBy(() -> ask(server));
            assertThat(server.requests()).isEmpty();
            assertThat(budget.left).hasValue(2);
        }
    }

    @Test
    void endsAnAnswerThatUsesMoreThanTheClientHasAndSaysWhy() {
        limits(10);
        String ten = OpenAiWire.text("0123456789");
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + ten + ten + ten + ten + ten);
            connection.waitForClientToLeave();
        })) {
            RecordingListener listener = ask(server);

            assertThat(listener.response().content()).isEqualTo("0123456789".repeat(4));
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(listener.events)
                    .endsWith(
                            new StreamEvent.Data(
                                    "limit",
                                    null,
                                    "{\"reason\":\"tokens-per-client\",\"message\":\"You have used up your tokens for now.\","
                                            + "\"retryAfter\":2}"),
                            new StreamEvent.Finished(FinishReason.LENGTH, Usage.UNKNOWN));
            assertThat(limits.cut()).isEqualTo(1);
            assertThat(budget.left).as("what came beyond it is owed").hasValue(-2);
        }
    }

    @Test
    void settlesWithWhatTheProviderReports() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("Hello"))) {
            assertThat(ask(server).response().content()).isEqualTo("Hello");
            assertThat(budget.left).hasValue(1000 - 52);
            assertThat(budget.taken).containsExactly(2L + 256);
        }
    }

    @Test
    void settlesWithAnEstimateWhereNothingIsReported() {
        try (ScriptedServer server = new ScriptedServer(Scripts.stream(
                OpenAiWire.opening(),
                OpenAiWire.text("Hello"),
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"))) {
            ask(server).response();
            assertThat(budget.left).hasValue(1000 - 2 - 2);
        }
    }

    @Test
    void aCallThatIsGivenUpBeforeItsStartCostsNothing() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            ChatCall call = limits.around(counted(server)).newCall(QUESTION);
            call.cancel();

            assertThat(budget.taken).isNotEmpty();
            assertThat(budget.left).hasValue(1000);
        }
    }

    @Test
    void whatFailsBeforeAnythingCameCostsNothingThoughItIsEstimated() {
        try (ScriptedServer server = new ScriptedServer(Scripts.stream(
                OpenAiWire.opening(), "data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"}}\n\n"))) {
            ChatProvider provider = Pipeline.of(scripts.openAi(server.url()), scripts.threads)
                    .estimates(new TokenRatios())
                    .limits(new AnswerLimits(null, null, null))
                    .build();
            RecordingListener listener = new RecordingListener();
            limits.around(provider).newCall(QUESTION).start(listener);

            assertThat(listener.error().partial()).isNotNull();
            assertThat(budget.left).hasValue(1000);
        }
    }

    @Test
    void takesTokensInChunks() {
        limits(100_000);
        String page = OpenAiWire.text("a".repeat(512));
        try (ScriptedServer server =
                new ScriptedServer(Scripts.stream(OpenAiWire.opening(), page, page, page, page, OpenAiWire.ending()))) {
            ask(server).response();
            assertThat(budget.taken).containsExactly(2L + 256, 256L, 256L);
        }
    }

    @Test
    void goesOnWhileItIsAskedForMore() {
        limits(100_000);
        String page = OpenAiWire.text("a".repeat(1000));
        try (ScriptedServer server =
                new ScriptedServer(Scripts.stream(OpenAiWire.opening(), page, page, page, OpenAiWire.ending()))) {
            RecordingListener listener = new RecordingListener();
            ChatCall call = limits.around(counted(server)).newCall(QUESTION);
            CompletableFuture<Void> answer = new CompletableFuture<>();
            budget.until = answer;
            call.start(listener);

            assertThat(listener.response().content()).hasSize(3000);
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
            answer.complete(null);
            assertThat(budget.left).as("what came too late is given back").hasValue(100_000 - 52);
        }
    }

    @Test
    void limitsNobodyWhileTheBudgetFails() {
        limits(0);
        budget.failure = new IllegalStateException("away");
        String page = OpenAiWire.text("a".repeat(1000));
        try (ScriptedServer server =
                new ScriptedServer(Scripts.stream(OpenAiWire.opening(), page, page, page, OpenAiWire.ending()))) {
            assertThat(ask(server).response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(limits.unanswered()).isGreaterThan(1);
            assertThat(budget.left).as("settled, once it is back").hasValue(-52);
        }
    }

    @Test
    void limitsNobodyWhoHasNoName() {
        limits(0);
        TokenLimits ofNobody = new TokenLimits(budget, () -> null);
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("Hello"))) {
            RecordingListener listener = new RecordingListener();
            ofNobody.around(counted(server)).newCall(QUESTION).start(listener);

            assertThat(listener.response().content()).isEqualTo("Hello");
            assertThat(budget.taken).isEmpty();
        }
    }

    @Test
    void chargesNothingForACallThatFailsBeforeAnythingCame() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}"))) {
            assertThat(ask(server).error().code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(budget.left).hasValue(1000);
        }
    }

    @Test
    void chargesTheQuestionThatTheClientTakesBack() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.waitForClientToLeave();
        })) {
            RecordingListener listener = new RecordingListener();
            ChatCall call = limits.around(counted(server)).newCall(QUESTION);
            call.start(listener);
            await().until(() -> !server.requests().isEmpty());
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(budget.left).hasValue(1000 - 2);
        }
    }

    @Test
    void givesBackAllWhereTheProviderRefusesToBeAsked() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            ChatProvider provider = limits.around(Pipeline.of(scripts.openAi(server.url()), scripts.threads)
                    .limits(new AnswerLimits(3, null, null))
                    .build());

            assertThatExceptionOfType(AiException.class).isThrownBy(() -> provider.newCall(QUESTION));
            assertThat(budget.left).hasValue(1000);
        }
    }

    @Test
    void chargesForTheProviderThatAnswersInstead() {
        try (ScriptedServer server =
                new ScriptedServer(Scripts.inTurn(Scripts.failure(503, "{}"), Scripts.answer("Hello")))) {
            RecordingListener listener = new RecordingListener();
            limits.around(Pipeline.of(counted(server), scripts.threads)
                            .fallback(counted(server))
                            .build())
                    .newCall(QUESTION)
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Hello");
            assertThat(budget.left).hasValue(1000 - 52);
            assertThat(budget.taken).hasSize(1);
        }
    }

    @Test
    void asksTheNextStepWithAllOfTheOneBefore() {
        TokenShare share = new TokenShare(limits(1000), "ann", 0);
        TokenCount count = share.count(QUESTION);
        count.hold(40);
        count.toolResulted(new StreamEvent.ToolResulted(Part.ToolResult.of("call-1", "f", "sun")));
        count.stepFinished(Usage.UNKNOWN);
        count.hold(4);
        count.completed(Usage.UNKNOWN);
        share.settle();

        assertThat(budget.left).as("2 and 10, then 13 and 1").hasValue(1000 - 12 - 14);
    }

    @Test
    void believesTheProviderAboutEachStep() {
        TokenShare share = new TokenShare(limits(1000), "ann", 0);
        TokenCount count = share.count(QUESTION);
        count.hold(40);
        count.stepFinished(new Usage(100, 200, null, null, null));
        count.hold(4);
        count.completed(Usage.UNKNOWN);
        share.settle();

        assertThat(budget.left).as("100 and 200, then 300 and 1").hasValue(1000 - 300 - 301);
    }
}
