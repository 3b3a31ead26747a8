package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;

/** Maps the events of Cohere's Chat API. The model's tool plan is reported as reasoning. */
final class CohereMapper implements EventMapper {

    private static final Set<String> EVENTS = Set.of(
            "message-start",
            "content-start",
            "content-delta",
            "content-end",
            "tool-plan-delta",
            "tool-call-start",
            "tool-call-delta",
            "tool-call-end",
            "citation-start",
            "citation-end",
            "message-end");

    private final CohereEvent event = new CohereEvent();

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        event.read(json);
        if (event.isError()) {
            return Verdict.ERROR;
        }
        String type = event.type.isEmpty() ? eventName.get() : event.type;
        if (!EVENTS.contains(type) && !event.isWhole()) {
            return event.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
        }
        answer.identify(event.id, null);
        if (event.usage != null) {
            answer.usage(event.usage.cachedInInput());
        }
        answer.reasoning(event.reasoning);
        answer.content(event.text);
        for (CohereEvent.Call call : event.calls) {
            if (event.isWhole()) {
                answer.wholeToolCall(call.id, call.name, call.arguments);
            } else {
                answer.toolCall(event.index, call.id, call.name, call.arguments);
            }
        }
        for (CohereEvent.Reference reference : event.references) {
            answer.source(json, Sources.of(reference.url, reference.id, reference.title));
        }
        if (event.finishReason != null) {
            FinishReason reason = FinishReasons.meaning(event.finishReason);
            if (reason == null) {
                return Verdict.ERROR;
            }
            answer.finish(reason);
        }
        return Verdict.UNDERSTOOD;
    }

    @Override
    public boolean isOwnEvent(String name) {
        return name.equals(UNNAMED) || EVENTS.contains(name);
    }
}
