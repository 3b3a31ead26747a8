package dev.aistreaming.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.AnswerLimits;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import dev.aistreaming.tool.Toolbox;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpectingProviderTests {

    record Recipe(String title, int minutes) {}

    private static final String SOUP = "{\"title\":\"Soup\",\"minutes\":20}";

    @AutoClose
    private final Threads threads = new Threads(Executors.newCachedThreadPool());

    private final ScriptedProvider model = ScriptedProvider.named("openai");
    private final ExpectedTypes types = new ExpectedTypes(JsonMapper.shared());
    private final ExpectedType<Recipe> recipe = types.of(Recipe.class);
    private final List<Recipe> objects = new CopyOnWriteArrayList<>();
    private final List<String> parts = new CopyOnWriteArrayList<>();

    private ChatProvider provider() {
        return pipeline().build();
    }

    private Pipeline pipeline() {
        return Pipeline.of(model, threads)
                .loop(inner -> new ToolLoopProvider(inner, ToolLimits.DEFAULTS, threads))
                .whole(inner -> new ExpectingProvider(inner, RetryPolicy.DEFAULTS, threads));
    }

    private RecordingListener stream(ChatProvider provider, @Nullable Consumer<JsonNode> onPartial) {
        return start(provider, ChatRequest.builder().prompt("A recipe"), onPartial);
    }

    private RecordingListener start(
            ChatProvider provider, ChatRequest.Builder request, @Nullable Consumer<JsonNode> onPartial) {
        RecordingListener listener = new RecordingListener();
        Expectation<Recipe> expectation = new Expectation<>(recipe, objects::add, onPartial, true);
        provider.newCall(expectation.addTo(request).build()).start(listener);
        return listener.await();
    }

    private Expected<Recipe> await(ChatProvider provider) {
        return ExpectedAnswer.await(provider, ChatRequest.of("A recipe"), recipe);
    }

    private static AiException error(ThrowingCallable code) {
        try {
            code.call();
        } catch (AiException e) {
            return e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void tellsOfTheObjectBetweenTheTextAndTheEnd() {
        model.answer("{\"title\":\"Soup\",", " \"minutes\":20}\n");
        RecordingListener listener = stream(provider(), null);
        List<StreamEvent> events = listener.events;
        assertThat(events)
                .endsWith(
                        new StreamEvent.ObjectReady(SOUP), new StreamEvent.Finished(FinishReason.STOP, Usage.UNKNOWN));
        assertThat(listener.content()).isEqualTo("{\"title\":\"Soup\", \"minutes\":20}\n");
        assertThat(objects).containsExactly(new Recipe("Soup", 20));
        assertThat(model.requests().get(0).output()).isEqualTo(recipe.output());
    }

    @Test
    void aRequestThatExpectsNothingPassesBy() {
        model.answer("Hello");
        RecordingListener listener = new RecordingListener();
        provider().newCall(ChatRequest.of("Hi")).start(listener);
        assertThat(listener.await().response().content()).isEqualTo("Hello");
    }

    @Test
    void showsPartsWithEachFlush() {
        model.answer("{\"title\":\"So", "up\",\"minu", "tes\":2", "0}");
        stream(provider(), part -> parts.add(part.toString()));
        assertThat(parts).containsExactly("{\"title\":\"So\"}", "{\"title\":\"Soup\"}", "{\"title\":\"Soup\"}", SOUP);
    }

    @Test
    void partsBeginAnewWithAnotherProvider() {
        model.answer("{\"title\":\"Half", "...").cutAfter(1);
        ScriptedProvider second = ScriptedProvider.named("second").answer("{\"minutes\":20,", "\"title\":\"Soup\"}");
        ChatProvider other = Pipeline.of(second, threads)
                .whole(inner -> new ExpectingProvider(inner, RetryPolicy.DEFAULTS, threads))
                .build();
        ChatProvider chain =
                pipeline().fallback(other).failover(Failover.RESTART).build();
        RecordingListener listener = stream(chain, part -> parts.add(part.toString()));

        assertThat(parts).startsWith("{\"title\":\"Half\"}", "{\"minutes\":20}");
        assertThat(objects).containsExactly(new Recipe("Soup", 20));
        assertThat(listener.response().provider()).isEqualTo("second");
    }

    @Test
    void anAnswerThatIsNotWhatWasExpectedIsAskedForElsewhere() {
        model.answer("I would rather not");
        ChatProvider other = ScriptedProvider.named("second").answer(SOUP);
        ChatProvider chain =
                pipeline().fallback(other).failover(Failover.RESTART).build();

        assertThat(stream(chain, null).response().content()).isEqualTo(SOUP);
    }

    @Test
    void aFaultOfWhoIsShownPartsEndsTheAnswer() {
        model.answer("{\"title\":", "\"Soup\"}");
        AiException error = stream(provider(), part -> {
                    throw new IllegalStateException("mine");
                })
                .error();
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error).hasRootCauseMessage("mine");
    }

    @Test
    void aCutAnswerIsTruncated() {
        model.answer("{\"title\":\"So").finishReason(FinishReason.LENGTH);
        RecordingListener listener = stream(provider(), null);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.error().retryable()).isFalse();
        assertThat(Objects.requireNonNull(listener.error().partial()).content()).isEqualTo("{\"title\":\"So");
        assertThat(listener.content()).isEqualTo("{\"title\":\"So");
        assertThat(objects).isEmpty();
    }

    @Test
    void anAnswerThatOurLimitHasCutIsTruncated() {
        model.answer(SOUP);
        ChatProvider limited =
                pipeline().limits(new AnswerLimits(null, 10, null)).build();
        assertThat(stream(limited, null).error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void aRefusalIsFiltered() {
        model.answer("I can't help with that.").finishReason(FinishReason.CONTENT_FILTER);
        assertThat(stream(provider(), null).error().code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(error(() -> await(provider())).code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void whatWasShownIsNotAskedForAgain() {
        model.answer("{\"title\":\"Soup\"}").then().answer(SOUP);
        RecordingListener listener = stream(provider(), null);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(listener.events).noneMatch(StreamEvent.ObjectReady.class::isInstance);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void whatNobodyHasSeenIsAskedForAgain() {
        model.usage(3, 4).answer("{\"title\":\"Soup\"}").then().usage(10, 20).answer(SOUP);
        Expected<Recipe> expected = await(provider());
        assertThat(expected.object()).isEqualTo(new Recipe("Soup", 20));
        assertThat(expected.response().content()).isEqualTo(SOUP);
        assertThat(expected.response().usage()).isEqualTo(new Usage(13, 24, null, null, null));
    }

    @Test
    void anAttemptThatBreaksOffTellsWhatTheOnesBeforeTook() {
        model.usage(3, 4)
                .answer("{\"title\":\"Soup\"}")
                .then()
                .answer("{\"title\":", "\"Soup\"}")
                .cutAfter(1);
        AiException error = error(() -> await(provider()));

        assertThat(error.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(Objects.requireNonNull(error.partial()).usage()).isEqualTo(new Usage(3, 4, null, null, null));
    }

    @Test
    void itIsAskedForAsOftenAsRetrySays() {
        model.answer("Sure!");
        AiException error = error(() -> await(provider()));
        assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(Objects.requireNonNull(error.partial()).content()).isEqualTo("Sure!");
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void whoHearsTheEventsForgetsTheFirstAttempt() {
        model.answer("Sure!").then().answer(SOUP);
        RecordingListener listener = new RecordingListener();
        Expectation<Recipe> expectation =
                new Expectation<>(recipe, objects::add, part -> parts.add(part.toString()), false);
        provider()
                .newCall(expectation.addTo(ChatRequest.builder().prompt("Hi")).build())
                .start(listener);
        assertThat(listener.await().events)
                .contains(new StreamEvent.Reset(StreamEvent.Reset.Reason.RESTART))
                .filteredOn(StreamEvent.Finished.class::isInstance)
                .hasSize(1);
        assertThat(parts).containsExactly(SOUP);
    }

    private ChatRequest.Builder withTime() {
        LocalTool time = LocalTool.of(Tool.of("time", "The time"), (arguments, context) -> "noon");
        return Toolbox.of(List.of(time)).addTo(ChatRequest.builder().prompt("A recipe"));
    }

    @Test
    void theObjectIsTheTextOfTheLastStep() {
        model.answer("Let me see.").toolCall("time", "{}").then().answer(SOUP);
        RecordingListener listener = start(provider(), withTime(), part -> parts.add(part.toString()));
        assertThat(listener.response().content()).isEqualTo("Let me see." + SOUP);
        assertThat(objects).containsExactly(new Recipe("Soup", 20));
        assertThat(parts).containsExactly(SOUP);
    }

    @Test
    void toolsAreNotRunAgain() {
        model.toolCall("time", "{}").then().answer("Sure!");
        assertThat(error(() -> ExpectedAnswer.await(provider(), withTime().build(), recipe))
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void callsForSomebodyElseAreNoObjectYet() {
        model.toolCall("choose", "{}");
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").tool(Tool.of("choose", "Chooses"));
        RecordingListener listener = start(provider(), request, null);
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(objects).isEmpty();
        AiException error = error(() -> ExpectedAnswer.await(provider(), request.build(), recipe));
        assertThat(Objects.requireNonNull(error.partial()).toolCalls()).hasSize(1);
    }

    @Test
    void aFaultOfWhoIsToldOfTheObjectEndsTheAnswer() {
        model.answer(SOUP);
        RecordingListener listener = new RecordingListener();
        Expectation<Recipe> expectation = new Expectation<>(
                recipe,
                object -> {
                    throw new IllegalStateException("mine");
                },
                null,
                true);
        provider()
                .newCall(expectation.addTo(ChatRequest.builder().prompt("Hi")).build())
                .start(listener);
        assertThat(listener.await().error().code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void saysThatNobodyLooksAtTheAnswer() {
        model.answer(SOUP);
        assertThatIllegalStateException().isThrownBy(() -> await(model)).withMessageContaining("ExpectingProvider");
    }
}
