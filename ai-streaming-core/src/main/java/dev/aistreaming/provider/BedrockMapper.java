package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * Maps the events of Bedrock's ConverseStream. Blocks of text and reasoning have no start event. Calls and results of the
 * provider's own tools are not reported. The last event is {@code metadata}, which contains the usage and follows the finish
 * reason.
 */
final class BedrockMapper implements EventMapper {

    private static final Set<String> EVENTS = Set.of(
            "messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");

    private final BedrockEvent event = new BedrockEvent();
    private final BedrockThoughts thoughts = new BedrockThoughts();
    private final Set<Integer> calls = new HashSet<>();
    private final Set<Integer> own = new HashSet<>();

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        event.read(json);
        if (event.kept() > 0) {
            answer.keeps(json, event.kept());
        }
        switch (eventName.get()) {
            case "messageStart" -> {}
            case "contentBlockStart" -> start(answer);
            case "contentBlockDelta" -> delta(json, answer);
            case "contentBlockStop" -> thoughts.end(answer);
            case "messageStop" -> {
                thoughts.end(answer);
                return stop(answer);
            }
            case "metadata" -> {
                answer.usage(event.usage.cachedBesideInput());
                answer.terminate();
            }
            default -> {
                return event.signs.isCertain(false)
                        ? Verdict.ERROR
                        : event.signs.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
            }
        }
        return Verdict.UNDERSTOOD;
    }

    private void start(Answer answer) {
        thoughts.end(answer);
        if (event.own) {
            own.add(event.index);
        } else if (event.call) {
            calls.add(event.index);
            answer.toolCall(event.index, event.id, event.name, event.input);
        }
    }

    private void delta(JsonParser json, Answer answer) {
        if (event.own || (!own.isEmpty() && own.contains(event.index))) {
            return;
        }
        if (event.call) {
            if (!calls.contains(event.index)) {
                throw new StreamReadException(json, "input of a tool call that was never opened");
            }
            answer.toolCall(event.index, null, null, event.input);
        }
        answer.reasoning(event.reasoning);
        if (event.signature != null) {
            thoughts.signed(event.signature);
        }
        if (event.redacted != null) {
            thoughts.redacted(event.redacted);
        }
        answer.content(event.text);
        answer.source(json, Sources.of(event.url, event.document == null ? event.title : event.document, event.title));
    }

    private Verdict stop(Answer answer) {
        FinishReason reason = event.stopReason == null ? FinishReason.OTHER : FinishReasons.meaning(event.stopReason);
        if (reason == null) {
            return Verdict.ERROR;
        }
        answer.finish(reason);
        return Verdict.UNDERSTOOD;
    }

    @Override
    public boolean isOwnEvent(String name) {
        return EVENTS.contains(name);
    }
}
