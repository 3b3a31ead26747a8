package dev.aistreaming.spring.web;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Responds with an emitter, which a Spring MVC controller returns. */
final class EmitterResponder implements Responder {

    private @Nullable SseEmitter emitter;

    @Override
    public BrowserResponse begin(ResponseHead head, BrowserSettings settings, ResponseOwner owner) {
        StreamEmitter begun = new StreamEmitter(owner, head, settings.writeLimit());
        begun.onError(failure -> owner.closed());
        begun.onTimeout(owner::closed);
        begun.onCompletion(owner::closed);
        emitter = begun;
        return begun;
    }

    @Override
    public void headOnly(Map<String, String> headers) {
        emitter = new HeadEmitter(headers);
    }

    @Override
    public void noContent() {
        emitter = new NoContentEmitter();
    }

    SseEmitter emitter() {
        return Objects.requireNonNull(emitter, "nobody has answered");
    }
}
