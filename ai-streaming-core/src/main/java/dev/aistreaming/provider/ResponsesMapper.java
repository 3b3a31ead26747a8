package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * Maps the events of OpenAI's Responses API. Events that end in {@code .done} repeat what has arrived before, and count only if it
 * has not. Unknown kinds of events, of which there are many, are skipped.
 */
final class ResponsesMapper implements EventMapper {

    private static final List<String> ENDED = List.of("completed", "incomplete", "failed", "cancelled");

    private final UsageTally usage = new UsageTally();
    private final ResponsesEvent event = new ResponsesEvent();
    private final ResponsesItems items = new ResponsesItems();
    private @Nullable ResponsesState state;

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        event.read(json);
        if (event.isError()) {
            return Verdict.ERROR;
        }
        if (event.isResponse) {
            answer.identify(event.id, event.model);
            if (event.usage != null) {
                usage.merge(event.usage);
                answer.usage(usage.cachedInInput());
            }
        }
        switch (type(eventName)) {
            case "response.output_text.delta" -> {
                items.at(event.outputIndex).hasText = true;
                answer.content(text(json));
            }
            case "response.refusal.delta" -> {
                items.at(event.outputIndex).hasText = true;
                answer.refusal(text(json));
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> reasoning(json, answer);
            case "response.function_call_arguments.delta" -> arguments(event.delta, answer);
            case "response.function_call_arguments.done" -> restOfArguments(event.arguments, answer);
            case "response.output_item.added" -> added(event.outputIndex, event.item, answer);
            case "response.output_item.done" -> done(json, event.outputIndex, event.item, answer);
            case "response.output_text.annotation.added" -> answer.source(json, Sources.ofItem(event.annotation));
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled" -> {
                return end(json, answer);
            }
            default -> {
                return other(json, answer);
            }
        }
        return Verdict.UNDERSTOOD;
    }

    /** The type in the data or, by default, the name of the event. */
    private String type(Supplier<String> eventName) {
        return event.type.isEmpty() ? eventName.get() : event.type;
    }

    private Verdict other(JsonParser json, Answer answer) {
        if (event.isResponse) {
            boolean whole = event.type.isEmpty()
                    && event.status != null
                    && ENDED.contains(event.status); // a server that does not stream
            return whole ? end(json, answer) : Verdict.UNDERSTOOD;
        }
        return event.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
    }

    private @Nullable String text(JsonParser json) {
        if (event.strangeDelta) {
            throw new StreamReadException(json, "a delta that is not text");
        }
        return event.delta;
    }

    /** Parts are separated by a blank line. Servers that send both a summary and the reasoning itself send the same text twice. */
    private void reasoning(JsonParser json, Answer answer) {
        String text = text(json);
        ResponsesItems.Item item = items.at(event.outputIndex);
        if (text == null || !item.takesReasoningOf(event.type)) {
            return;
        }
        if (!items.isReasoningOf(item, event.partIndex) && !answer.reasoning().isEmpty()) {
            answer.reasoning("\n\n");
        }
        answer.reasoning(text);
    }

    private void added(int index, @Nullable Map<String, Object> item, Answer answer) {
        if (item != null) {
            ResponsesItems.Item opened = items.open(index);
            if (isCall(item)) {
                open(opened, item, answer);
            }
        }
    }

    private static void open(ResponsesItems.Item opened, Map<String, Object> call, Answer answer) {
        String id = ResponsesItems.text(call, "call_id");
        opened.isCall = true;
        answer.toolCall(
                opened.index,
                id != null ? id : ResponsesItems.text(call, "id"),
                ResponsesItems.text(call, "name"),
                null);
    }

    private static boolean isCall(Map<String, Object> item) {
        return "function_call".equals(item.get("type"));
    }

    /** Arguments for the provider's own tools are not shown. */
    private void arguments(@Nullable String more, Answer answer) {
        ResponsesItems.Item call = items.at(event.outputIndex);
        if (call.isCall && more != null) {
            call.hasText = true;
            answer.toolCall(call.index, null, null, more);
        }
    }

    private void restOfArguments(@Nullable String whole, Answer answer) {
        if (!items.at(event.outputIndex).hasText) {
            arguments(whole, answer);
        }
    }

    private void done(JsonParser json, int index, @Nullable Map<String, Object> item, Answer answer) {
        if (item == null) {
            return;
        }
        ResponsesItems.Item known = items.at(index);
        if (isCall(item)) {
            if (!known.isCall) {
                open(known, item, answer);
            }
            String arguments = ResponsesItems.text(item, "arguments");
            if (!known.hasText && arguments != null) {
                known.hasText = true;
                answer.toolCall(known.index, null, null, arguments);
            }
        } else if ("message".equals(item.get("type"))) {
            message(json, known, item, answer);
        } else if ("reasoning".equals(item.get("type")) && !known.hasReasoning()) {
            String thoughts = ResponsesItems.thoughts(item);
            answer.reasoning(thoughts == null || answer.reasoning().isEmpty() ? thoughts : "\n\n" + thoughts);
        }
        keep(json, item, answer);
    }

    private void message(JsonParser json, ResponsesItems.Item known, Map<String, Object> item, Answer answer) {
        for (Map<String, Object> part : ResponsesItems.objects(item.get("content"))) {
            if (!known.hasText) {
                answer.content(ResponsesItems.text(part, "text"));
                answer.refusal(ResponsesItems.text(part, "refusal"));
            }
            ResponsesItems.objects(part.get("annotations")).forEach(each -> answer.source(json, Sources.ofItem(each)));
        }
        known.hasText = true;
    }

    private void keep(JsonParser json, Map<String, Object> item, Answer answer) {
        ResponsesState kept = state;
        if (kept == null) {
            kept = new ResponsesState();
            state = kept;
            answer.wantsBack(kept);
        }
        answer.keeps(json, kept.add(item));
    }

    /** Its output counts only if no item has been reported before. */
    private Verdict end(JsonParser json, Answer answer) {
        if (state == null) {
            List<Map<String, Object>> output = event.output;
            for (int i = 0; i < output.size(); i++) {
                done(json, i, output.get(i), answer);
            }
        }
        String status = Objects.requireNonNullElse(event.status, event.type.substring(event.type.lastIndexOf('.') + 1));
        String theirs = status.equals("incomplete") && event.incompleteReason != null ? event.incompleteReason : status;
        FinishReason reason = FinishReasons.meaning(theirs);
        if (reason == null) {
            return Verdict.ERROR;
        }
        answer.finish(reason == FinishReason.STOP && answer.hasToolCalls() ? FinishReason.TOOL_CALLS : reason);
        answer.terminate();
        return Verdict.UNDERSTOOD;
    }

    @Override
    public boolean isOwnEvent(String name) {
        return name.equals(UNNAMED) || name.startsWith("response.");
    }
}
