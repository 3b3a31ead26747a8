package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Maps the lines of Ollama's chat API. Calls arrive complete, one or several per line, before the last line, which has
 * {@code done}, the reason and the usage. Durations are not reported.
 */
final class OllamaMapper implements EventMapper {

    /** A tool call, which is always complete. */
    private static final class Call {
        @Nullable
        String id;

        @Nullable
        String name;

        String arguments = "{}";

        private void member(String member, JsonParser json) {
            switch (member) {
                case "id" -> id = Json.text(json);
                case "function" -> Json.members(json, this, Call::functionMember);
                default -> {}
            }
        }

        private void functionMember(String member, JsonParser json) {
            switch (member) {
                case "name" -> name = Json.text(json);
                case "arguments" -> {
                    String given = LooseText.arguments(json);
                    arguments = given == null ? arguments : given;
                }
                default -> {}
            }
        }
    }

    private final ErrorSigns signs = new ErrorSigns();
    private final List<Call> calls = new ArrayList<>(0);
    private final UsageTally usage = new UsageTally();
    private @Nullable String model;
    private @Nullable String text;
    private @Nullable String reasoning;
    private @Nullable String reason;
    private boolean message;
    private boolean done;
    private int called;

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        signs.clear();
        calls.clear();
        text = null;
        reasoning = null;
        reason = null;
        message = false;
        done = false;
        Json.members(json, this, OllamaMapper::member);
        if (signs.isCertain(message)) {
            return Verdict.ERROR;
        }
        if (!message && !done) {
            return signs.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
        }
        answer.identify(null, model);
        answer.reasoning(reasoning);
        answer.content(text);
        for (Call call : calls) {
            if (called == 0) {
                answer.wantsBack(whole -> thoughts(answer));
            }
            answer.toolCall(called++, call.id, call.name, call.arguments);
        }
        return done ? end(answer) : Verdict.UNDERSTOOD;
    }

    /** If there are calls, the reasoning is sent back, so that the model can continue where it was. */
    private static List<Part.ProviderState> thoughts(Answer answer) {
        return answer.reasoning().isEmpty()
                ? List.of()
                : List.of(KeptState.part(
                        ProviderType.OLLAMA.typeName(), Map.of(OllamaTurn.THINKING, answer.reasoning())));
    }

    /** Older servers give no reason. */
    private Verdict end(Answer answer) {
        FinishReason meant = reason == null ? FinishReason.STOP : FinishReasons.meaning(reason);
        if (meant == null) {
            return Verdict.ERROR;
        }
        answer.usage(usage.cachedInInput());
        answer.finish(meant);
        answer.terminate();
        return Verdict.UNDERSTOOD;
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "model" -> model = model == null ? Json.text(json) : model;
            case "message" -> {
                message = Json.members(json, this, OllamaMapper::messageMember);
                if (!message) {
                    signs.note(name, json);
                }
            }
            case "done" -> done = json.currentToken() == JsonToken.VALUE_TRUE;
            case "done_reason" -> reason = FinishReasons.read(json);
            case "prompt_eval_count" -> usage.input = Json.integer(json); // missing if all of it was cached
            case "eval_count" -> usage.output = Json.integer(json);
            default -> signs.note(name, json);
        }
    }

    private void messageMember(String name, JsonParser json) {
        switch (name) {
            case "content" -> text = LooseText.read(json);
            case "thinking" -> reasoning = LooseText.read(json);
            case "tool_calls" -> Json.elements(json, this, OllamaMapper::call);
            default -> {}
        }
    }

    private void call(JsonParser json) {
        Call call = new Call();
        if (Json.members(json, call, Call::member)) {
            calls.add(call);
        }
    }
}
