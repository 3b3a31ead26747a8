package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Maps the events of {@code streamGenerateContent}. */
final class GeminiMapper implements EventMapper {

    private final GeminiEvent event = new GeminiEvent();
    private @Nullable GeminiState state;
    private int calls;

    /** A finish reason in an event with code that is yet to be run: either the answer continues, or it ends with the body. */
    private @Nullable FinishReason early;

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        event.read(json, answer.identified());
        if (event.isError()) {
            return Verdict.ERROR;
        }
        if (!event.isPartOfAnAnswer()) {
            return event.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
        }
        answer.identify(event.id, event.model);
        if (!event.usage.isEmpty()) {
            answer.usage(event.usage.reasoningBesideOutput());
        }
        boolean open = false;
        for (int i = 0; i < event.count(); i++) {
            GeminiPart part = event.part(i);
            part(json, part, answer);
            open = part.isOpen();
        }
        for (GeminiEvent.Reference reference : event.references) {
            answer.source(json, Sources.of(reference.uri, reference.title, reference.title));
        }
        if (event.finishReason == null) {
            return Verdict.UNDERSTOOD;
        }
        FinishReason reason = FinishReasons.meaning(event.finishReason);
        if (reason == null) {
            return Verdict.ERROR;
        }
        if (open) {
            early = reason;
        } else {
            answer.finish(reason);
        }
        return Verdict.UNDERSTOOD;
    }

    private void part(JsonParser json, GeminiPart part, Answer answer) {
        if (part.thought) {
            answer.reasoning(part.text);
        }
        if (part.call) {
            call(json, part, answer);
        } else if (part.isOwn()) {
            own(json, part.own(), answer);
        } else if (part.thought) {
            return; // reported, and not needed back
        } else if (part.signature != null) {
            state(answer).plainText();
            answer.content(part.text);
            answer.keeps(json, part.signature.length());
            state(answer).signedText(part.signature);
        } else {
            answer.content(part.text);
        }
    }

    /** Calls arrive complete, usually without an id, and identical ones are different calls. */
    private void call(JsonParser json, GeminiPart part, Answer answer) {
        int number = calls++;
        if (part.signature != null) {
            answer.keeps(json, part.signature.length());
        }
        state(answer).call(number, part.signature);
        answer.toolCall(number, part.callId, part.callName, part.callArguments);
    }

    private void own(JsonParser json, Map<String, Object> part, Answer answer) {
        answer.keeps(json, part.toString().length());
        state(answer).own(part);
    }

    private GeminiState state(Answer answer) {
        GeminiState kept = state;
        if (kept == null) {
            kept = new GeminiState(answer);
            state = kept;
            answer.wantsBack(kept);
        }
        return kept;
    }

    @Override
    public void atEnd(Answer answer) {
        if (early != null && !answer.finished()) {
            answer.finish(early);
        }
    }
}
