package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ToolLoopTests {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");
    private static final ToolLimits LIMITS = ToolLimits.DEFAULTS;

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider model = ScriptedProvider.named("openai");
    private final RecordingListener listener = new RecordingListener();

    private static LocalTool tool(String name, ToolFunction function) {
        return LocalTool.of(Tool.of(name, null), function);
    }

    private static LocalTool echo() {
        return tool("echo", (arguments, context) -> arguments);
    }

    private ChatProvider loop(ToolLimits limits, LocalTool... tools) {
        return new ToolLoopProvider(model, List.of(tools), limits, threads);
    }

    private ChatResponse answer(ToolLimits limits, LocalTool... tools) {
        loop(limits, tools).newCall(QUESTION).start(listener);
        return listener.response();
    }

    private List<String> kinds() {
        return listener.events.stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private List<Part.ToolResult> resultsIn(int request) {
        return results(model.requests().get(request).messages());
    }

    private static List<Part.ToolResult> results(List<Message> messages) {
        List<Part.ToolResult> results = new ArrayList<>();
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolResult result) {
                    results.add(result);
                }
            }
        }
        return results;
    }

    private Part.ToolResult onlyResult() {
        assertThat(resultsIn(1)).hasSize(1);
        return resultsIn(1).get(0);
    }

    @Test
    void runsAToolAndAsksAgain() {
        model.answer("Let me see. ")
                .toolCall("call-a", "echo", "{\"a\":1}")
                .then()
                .answer("Done.");

        assertThat(answer(LIMITS, echo()).content()).isEqualTo("Let me see. Done.");
        assertThat(model.requests().get(0).tools()).extracting(Tool::name).containsExactly("echo");
        assertThat(model.requests().get(1).messages())
                .containsExactly(
                        Message.user("Hello?"),
                        Message.assistant(
                                new Part.Text("Let me see. "), new Part.ToolUse("call-a", "echo", "{\"a\":1}")),
                        Message.toolResult("call-a", "echo", "{\"a\":1}"));
    }

    @Test
    void tellsOfCallsResultsAndSteps() {
        model.toolCall("echo", "{}").usage(10, 1).then().answer("Done.").usage(20, 2);
        answer(LIMITS, echo());

        assertThat(kinds())
                .containsExactly(
                        "Started",
                        "ToolCallDelta",
                        "ToolCalled",
                        "ToolResulted",
                        "StepFinished",
                        "Started",
                        "Content",
                        "Finished");
        assertThat(listener.events)
                .contains(new StreamEvent.StepFinished(
                        FinishReason.TOOL_CALLS, new Usage(10, 1, null, null, null), false));
    }

    @Test
    void sumsTheTokensOfAllSteps() {
        model.toolCall("echo", "{}").usage(10, 1).then().answer("Done.").usage(20, 2);
        Usage sum = new Usage(30, 3, null, null, null);

        assertThat(answer(LIMITS, echo()).usage()).isEqualTo(sum);
        assertThat(listener.events.get(listener.events.size() - 1))
                .isEqualTo(new StreamEvent.Finished(FinishReason.STOP, sum));
    }

    @Test
    void theAnswerHasAllNewMessages() {
        model.toolCall("call-a", "echo", "{}").then().answer("Done.");

        assertThat(answer(LIMITS, echo()).messages())
                .containsExactly(
                        Message.assistant(new Part.ToolUse("call-a", "echo", "{}")),
                        Message.toolResult("call-a", "echo", "{}"),
                        Message.assistant("Done."));
    }

    @Test
    void anAnswerWithoutCallsIsWhatItWas() {
        model.answer("Hi");
        ChatResponse response = answer(LIMITS, echo());

        assertThat(response.messages()).containsExactly(Message.assistant("Hi"));
        assertThat(response.steps()).isEmpty();
        assertThat(kinds()).containsExactly("Started", "Content", "Finished");
    }

    @Test
    void runsEightCallsAtTheSameTimeAndKeepsTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(8);
        IntStream.range(0, 8).forEach(i -> model.toolCall("meet", "{\"n\":" + i + "}"));
        model.then().answer("Done.");
        answer(LIMITS, tool("meet", (arguments, context) -> {
            together.await(20, TimeUnit.SECONDS);
            return arguments;
        }));

        assertThat(resultsIn(1))
                .extracting(Part.ToolResult::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "{\"n\":" + i + "}").toList());
    }

    @Test
    void resultsGoBackInTheOrderOfTheCallsWhicheverIsFirst() {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        model.toolCall("slow", "{}").toolCall("fast", "{}").then().answer("Done.");
        answer(
                LIMITS,
                tool("slow", (arguments, context) -> {
                    secondIsDone.await();
                    return "slow";
                }),
                tool("fast", (arguments, context) -> {
                    secondIsDone.countDown();
                    return "fast";
                }));

        assertThat(resultsIn(1)).extracting(Part.ToolResult::text).containsExactly("slow", "fast");
    }

    @Test
    void keepsCallsOfOneIdInDifferentStepsApart() {
        model.toolCall("call_0", "echo", "{\"a\":1}")
                .then()
                .toolCall("call_0", "echo", "{\"a\":2}")
                .then()
                .answer("Done.");
        answer(LIMITS, echo());

        assertThat(resultsIn(2)).extracting(Part.ToolResult::text).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void argumentsAndResultsMayBeOfAnyScript() {
        String arguments = "{\"ort\":\"Zürich 東京 \uD83D\uDE00\"}";
        model.toolCall("echo", arguments).then().answer("Done.");
        answer(LIMITS, echo());

        assertThat(onlyResult().text()).isEqualTo(arguments);
    }

    @Test
    void noArgumentsAreAnEmptyObject() {
        model.toolCall("echo", "").then().answer("Done.");
        answer(LIMITS, echo());

        assertThat(onlyResult().text()).isEqualTo("{}");
    }

    @Test
    void aToolThatThrowsIsAFailedResultThatGivesNothingAway() {
        model.toolCall("bad", "{}").then().answer("Done.");
        answer(LIMITS, tool("bad", (arguments, context) -> {
            throw new IllegalStateException("jdbc:secret");
        }));

        assertThat(onlyResult().failed()).isTrue();
        assertThat(onlyResult().text()).isEqualTo("The tool failed.");
    }

    @Test
    void aToolExceptionIsToldToTheModel() {
        model.toolCall("bad", "{}").then().answer("Done.");
        answer(LIMITS.withEndOnFailure(true), tool("bad", (arguments, context) -> {
            throw new ToolException("There is no such city.");
        }));

        assertThat(onlyResult().failed()).isTrue();
        assertThat(onlyResult().text()).isEqualTo("There is no such city.");
    }

    @Test
    void aToolThatThrowsEndsTheAnswerWhereThatIsSaid() {
        model.answer("Well. ").toolCall("bad", "{}").toolCall("echo", "{}");
        loop(LIMITS.withEndOnFailure(true), echo(), tool("bad", (arguments, context) -> {
                    throw new IllegalStateException("broken");
                }))
                .newCall(QUESTION)
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TOOL_FAILED);
        assertThat(listener.error()).hasRootCauseMessage("broken");
        ChatResponse partial = Objects.requireNonNull(listener.error().partial());
        assertThat(partial.content()).isEqualTo("Well. ");
        assertThat(results(partial.messages())).hasSize(2);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aNullIsAnEmptyResult() {
        model.toolCall("none", "{}").then().answer("Done.");
        answer(LIMITS, tool("none", (arguments, context) -> null));

        assertThat(onlyResult().content()).isEmpty();
        assertThat(onlyResult().failed()).isFalse();
    }

    @Test
    void aResultThatIsTooLongIsCutAndTheModelIsTold() {
        model.toolCall("long", "{}").then().answer("Done.");
        answer(LIMITS, tool("long", (arguments, context) -> "0123456789".repeat(1_000_000)));

        assertThat(onlyResult().text())
                .hasSizeLessThan(50_200)
                .endsWith("[Cut here: the result has 10000000 characters, and at most 50000 are shown.]");
    }

    @Test
    void aCutLeavesNoHalfCharacter() {
        model.toolCall("faces", "{}").then().answer("Done.");
        answer(LIMITS.withMaxResultCharacters(2), tool("faces", (arguments, context) -> "a\uD83D\uDE00\uD83D\uDE00"));

        assertThat(onlyResult().text()).startsWith("a\n[Cut here");
    }

    @Test
    void aToolThatHangsIsInterruptedAndTheAnswerGoesOn() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        model.toolCall("hang", "{}").toolCall("echo", "{}").then().answer("Done.");
        ChatResponse response =
                answer(LIMITS.withTimeout(Duration.ofMillis(200)), echo(), tool("hang", (a, context) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        assertThat(context.cancelled()).isTrue();
                        interrupted.countDown();
                    }
                    return "too late";
                }));

        assertThat(response.content()).isEqualTo("Done.");
        assertThat(resultsIn(1))
                .extracting(Part.ToolResult::text)
                .containsExactly("The tool did not answer within 200 ms.", "{}");
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aToolThatDoesNotListenToItsInterruptionDoesNotHoldTheAnswer() {
        CountDownLatch goOn = new CountDownLatch(1);
        model.toolCall("deaf", "{}").then().answer("Done.");
        ChatResponse response = answer(LIMITS.withTimeout(Duration.ofMillis(50)), tool("deaf", (a, context) -> {
            while (goOn.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "too late";
        }));
        goOn.countDown();

        assertThat(response.content()).isEqualTo("Done.");
    }

    @Test
    void aToolThatHangsOnTheOnlyWorkerIsInterruptedAllTheSame() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (Threads few = new Threads(one)) {
            model.toolCall("hang", "{}").then().answer("Done.");
            LocalTool hang = tool("hang", (arguments, context) -> {
                new CountDownLatch(1).await();
                return "never";
            });
            new ToolLoopProvider(model, List.of(hang), LIMITS.withTimeout(Duration.ofMillis(50)), few)
                    .newCall(QUESTION)
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Done.");
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void theThreadThatTellsOfAResultIsNotInterrupted() {
        List<Boolean> interrupts = new CopyOnWriteArrayList<>();
        model.toolCall("echo", "{}").toolCall("map", "{}"); // of the front end: the end is told by the tool's thread
        RecordingListener watching = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                interrupts.add(Thread.currentThread().isInterrupted());
            }
        };
        loop(LIMITS, echo()).newCall(QUESTION).start(watching);
        watching.response();

        assertThat(interrupts).isNotEmpty().doesNotContain(true);
    }

    @Test
    void aStepIsTriedAgainWithoutRunningItsToolsTwice() {
        model.answer("One. ")
                .toolCall("echo", "{}")
                .then()
                .failWith(ErrorCode.OVERLOADED)
                .then()
                .answer("Two.");
        Pipeline.of(model, threads)
                .retry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1)))
                .loop(provider -> new ToolLoopProvider(provider, List.of(echo()), LIMITS, threads))
                .build()
                .newCall(QUESTION)
                .start(listener);

        assertThat(listener.response().content()).isEqualTo("One. Two.");
        assertThat(listener.restarts).isEmpty();
        assertThat(kinds()).containsOnlyOnce("ToolResulted");
    }

    @Test
    void toolsRunInTheContextOfWhoeverAsked() {
        ThreadLocal<String> user = new ThreadLocal<>();
        try (Threads withUser = new Threads(workers, () -> {
            String captured = user.get();
            return task -> {
                user.set(captured);
                task.run();
                user.remove();
            };
        })) {
            model.toolCall("who", "{}").then().answer("Done.");
            user.set("ada");
            new ToolLoopProvider(model, List.of(tool("who", (arguments, context) -> user.get())), LIMITS, withUser)
                    .newCall(QUESTION)
                    .start(listener);
            listener.response();
        }

        assertThat(onlyResult().text()).isEqualTo("ada");
    }

    @Test
    void asksWithoutToolsAtTheLastStep() {
        model.toolCall("echo", "{}").then().toolCall("echo", "{}").then().answer("Done.");

        assertThat(answer(LIMITS.withMaxSteps(3), echo()).content()).isEqualTo("Done.");
        assertThat(model.requests())
                .extracting(request -> request.tools().size())
                .containsExactly(1, 1, 0);
    }

    @Test
    void aModelThatCallsAllTheSameGetsNoFurtherStep() {
        model.toolCall("echo", "{}").then().toolCall("echo", "{}");
        ChatResponse response = answer(LIMITS.withMaxSteps(2), echo());

        assertThat(model.requests()).hasSize(2);
        assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
        assertThat(response.toolCalls()).isEmpty();
        assertThat(results(response.messages()))
                .extracting(Part.ToolResult::failed)
                .containsExactly(false, true);
    }

    @Test
    void runsNotMoreCallsOfAStepThanTheLimit() {
        model.toolCall("echo", "{}").toolCall("echo", "{}").then().answer("Done.");
        answer(LIMITS.withMaxCallsPerStep(1), echo());

        assertThat(resultsIn(1)).extracting(Part.ToolResult::failed).containsExactly(false, true);
    }

    @Test
    void aToolOfTheFrontEndEndsTheAnswerAfterTheOthersHaveRun() {
        model.toolCall("here", "map", "{}").toolCall("there", "echo", "{}").usage(1, 1);
        ChatResponse response = answer(LIMITS, echo());

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).extracting(call -> call.id()).containsExactly("here");
        assertThat(results(response.messages()))
                .extracting(Part.ToolResult::callId)
                .containsExactly("there");
        assertThat(kinds()).endsWith("ToolCalled", "ToolCalled", "ToolResulted", "Finished");
        assertThat(response.usage()).isEqualTo(new Usage(1, 1, null, null, null));
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void cutArgumentsAreNeverRun() {
        model.answer("So").toolCall("fail", "{\"a\":").finishReason(FinishReason.LENGTH);
        ChatResponse response = answer(LIMITS, tool("fail", (arguments, context) -> {
            throw new AssertionError("was run");
        }));

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.messages())
                .first()
                .isEqualTo(Message.assistant(new Part.Text("So"), new Part.ToolUse("call-1", "fail", "{}")));
        assertThat(results(response.messages()))
                .extracting(Part.ToolResult::failed)
                .containsExactly(true);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void emptyArgumentsOfACutAnswerAreNotRun() {
        model.toolCall("echo", "").finishReason(FinishReason.LENGTH);

        assertThat(results(answer(LIMITS, echo()).messages()))
                .extracting(Part.ToolResult::failed)
                .containsExactly(true);
    }

    @Test
    void theModelIsToldWhereArgumentsAreNoObject() {
        model.toolCall("echo", "{\"a\":").then().answer("Done.");
        answer(LIMITS, echo());

        assertThat(onlyResult().failed()).isTrue();
        assertThat(model.requests().get(1).messages().get(1).parts())
                .containsExactly(new Part.ToolUse("call-1", "echo", "{}"));
    }

    @Test
    void aForcedChoiceIsFreeInTheNextStep() {
        model.toolCall("echo", "{}").then().answer("Done.");
        ChatRequest forced = ChatRequest.builder()
                .prompt("Hello?")
                .tool(echo().definition())
                .toolChoice(ToolChoice.tool("echo"))
                .build();
        loop(LIMITS, echo()).newCall(forced).start(listener);
        listener.response();

        assertThat(model.requests())
                .extracting(ChatRequest::toolChoice)
                .containsExactly(ToolChoice.tool("echo"), ToolChoice.AUTO);
    }

    @Test
    void aToolOfTheBoxMayBeTheOneThatMustBeCalled() {
        model.toolCall("echo", "{}").then().answer("Done.");
        ChatRequest forced = Toolbox.of(List.of(echo()))
                .addTo(ChatRequest.builder().prompt("Hello?").toolChoice(ToolChoice.tool("echo")))
                .build();
        loop(LIMITS).newCall(forced).start(listener);
        listener.response();

        assertThat(model.requests())
                .extracting(ChatRequest::toolChoice)
                .containsExactly(ToolChoice.tool("echo"), ToolChoice.AUTO);
    }

    @Test
    void aChoiceOfAnyToolNeedsNoneBesideTheBox() {
        ChatRequest request = Toolbox.of(List.of(echo()))
                .addTo(ChatRequest.builder().prompt("Hello?").toolChoice(ToolChoice.REQUIRED))
                .build();

        assertThat(request.toolChoice()).isEqualTo(ToolChoice.REQUIRED);
    }

    @Test
    void decidesByTheCallsAndNotByTheFinishReason() {
        model.toolCall("echo", "{}").finishReason(FinishReason.STOP).then().answer("Done.");

        assertThat(answer(LIMITS, echo()).content()).isEqualTo("Done.");
    }

    @Test
    void toolsKnowTheirCallAndWhatWasHandedIn() {
        model.toolCall("call-a", "who", "{}").then().answer("Done.");
        LocalTool who = tool(
                "who",
                (arguments, context) -> context.call().id() + " " + context.step() + " "
                        + context.attribute("user", String.class) + " " + context.cancelled());
        new ToolLoopProvider(model, LIMITS, threads)
                .newCall(Toolbox.of(List.of(who))
                        .addTo(QUESTION.toBuilder().attribute("user", "ada"))
                        .build())
                .start(listener);
        listener.response();

        assertThat(onlyResult().text()).isEqualTo("call-a 1 ada false");
    }

    @Test
    void anErrorTellsAllThatHadArrivedInAllSteps() {
        model.answer("One. ")
                .toolCall("echo", "{}")
                .then()
                .answer("Two. ", "Three.")
                .cutAfter(1);
        loop(LIMITS, echo()).newCall(QUESTION).start(listener);

        ChatResponse partial = Objects.requireNonNull(listener.error().partial());
        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(partial.content()).isEqualTo("One. Two. ");
        assertThat(partial.messages())
                .extracting(Message::role)
                .containsExactly(Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
    }

    @Test
    void aStepThatFailsBeforeItBeginsTellsTheOnesBefore() {
        model.answer("One. ").toolCall("echo", "{}").then().failWith(ErrorCode.OVERLOADED);
        loop(LIMITS, echo()).newCall(QUESTION).start(listener);

        assertThat(Objects.requireNonNull(listener.error().partial()).content()).isEqualTo("One. ");
    }

    @Test
    void refusesTwoToolsOfOneName() {
        assertThatThrownBy(() -> loop(LIMITS, echo(), echo())).hasMessageContaining("two are called 'echo'");
    }

    @Test
    void refusesAToolOfTheRequestWithTheNameOfAnother() {
        ChatRequest request = ChatRequest.builder()
                .prompt("Hello?")
                .tool(Tool.of("echo", "Another one"))
                .build();

        assertThatThrownBy(() -> loop(LIMITS, echo()).newCall(request)).hasMessageContaining("two are called 'echo'");
    }

    @Test
    void refusesANameThatNotEveryProviderTakes() {
        assertThatThrownBy(() -> tool("1st.tool", (arguments, context) -> "")).hasMessageContaining("'1st.tool'");
    }
}
