package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.output.Expectation;
import dev.aistreaming.output.Expected;
import dev.aistreaming.output.ExpectedAnswer;
import dev.aistreaming.output.ExpectedType;
import dev.aistreaming.spring.ExpectingTask;
import dev.aistreaming.spring.StreamBytes;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/** A request that specifies the type of its answer. */
final class RequestForObject<T> implements ExpectingTask<T> {

    private final RequestTask task;
    private final ExpectedType<T> type;
    private Callbacks<T> onObject = Callbacks.none();
    private @Nullable Consumer<JsonNode> onPartial;

    RequestForObject(RequestTask task, ExpectedType<T> type) {
        this.task = task;
        this.type = type;
    }

    @Override
    public RequestForObject<T> onObject(Consumer<? super T> onObject) {
        this.onObject = this.onObject.and(onObject);
        return this;
    }

    @Override
    public RequestForObject<T> onPartial(Consumer<JsonNode> onPartial) {
        this.onPartial = this.onPartial == null ? onPartial : this.onPartial.andThen(onPartial);
        return this;
    }

    @Override
    public RequestForObject<T> onComplete(Consumer<ChatResponse> onComplete) {
        task.onComplete(onComplete);
        return this;
    }

    @Override
    public RequestForObject<T> onError(Consumer<AiException> onError) {
        task.onError(onError);
        return this;
    }

    @Override
    public SseEmitter stream() {
        expect(new AtomicReference<>(), true);
        return task.stream();
    }

    @Override
    public Flow.Publisher<StreamBytes> publish() {
        expect(new AtomicReference<>(), true);
        return task.publish();
    }

    @Override
    public Expected<T> run() {
        AtomicReference<T> object = new AtomicReference<>();
        expect(object, onPartial != null);
        ChatResponse response = task.run();
        return ExpectedAnswer.of(object.get(), response);
    }

    private void expect(AtomicReference<T> object, boolean shown) {
        task.request(new Expectation<>(type, object::set, onPartial, shown)::addTo);
        Callbacks<T> told = onObject;
        task.onComplete(response -> {
            T found = object.get();
            if (found != null) {
                told.accept(found);
            }
        });
    }
}
