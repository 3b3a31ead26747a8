package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.provider.AnthropicBlocks.Block;
import dev.aistreaming.provider.AnthropicBlocks.Kind;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * Maps the events of Anthropic's Messages API. Only text, thinking and tool calls are shown; other kinds of blocks and deltas are
 * not.
 */
final class AnthropicMapper implements EventMapper {

    private static final Set<String> EVENTS = Set.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    private final UsageTally usage = new UsageTally();
    private final AnthropicBlocks blocks = new AnthropicBlocks();
    private @Nullable AnthropicState state;
    private final AnthropicEvent event = new AnthropicEvent();

    /** Whether the model was made to answer with a tool call. */
    private boolean output;

    @Override
    public Verdict map(JsonParser json, Supplier<String> eventName, Answer answer) {
        event.read(json);
        if (event.part.kept > 0) {
            answer.keeps(json, event.part.kept);
        }
        if (event.isError()) {
            return Verdict.ERROR;
        }
        String type = type(eventName);
        if (event.usage != null) {
            usage.merge(event.usage);
            answer.usage(type.equals("message_start") ? usage.inputAlone() : usage.cachedBesideInput());
        }
        String stopReason = event.part.stopReason != null ? event.part.stopReason : event.stopReason;
        switch (type) {
            case "message_start" -> {
                answer.identify(event.id, event.model);
                whole(json, answer);
            }
            case "content_block_start" -> start(answer);
            case "content_block_delta" -> delta(json, answer);
            case "content_block_stop" -> {
                inputOfStart(blocks.get(event.index), answer);
                state(answer).end();
            }
            case "message" -> {
                answer.identify(event.id, event.model);
                whole(json, answer);
                return finish(stopReason, answer);
            }
            case "message_delta" -> {
                state(answer).end();
                blocks.toolCalls().forEach(block -> inputOfStart(block, answer));
                return finish(stopReason, answer);
            }
            case "message_stop" -> answer.terminate();
            case "ping" -> {
                return Verdict.UNKNOWN;
            }
            default -> {
                return event.isSuspected() ? Verdict.SUSPECTED : Verdict.UNKNOWN;
            }
        }
        return Verdict.UNDERSTOOD;
    }

    /** The type in the data or, by default, the name of the event. */
    private String type(Supplier<String> eventName) {
        if (!event.type.isEmpty()) {
            return event.type;
        }
        String name = eventName.get();
        return name.equals(UNNAMED) ? "" : name;
    }

    private void start(Answer answer) {
        AnthropicEvent.Part start = event.part;
        Block block = blocks.open(event.index, Kind.of(start));
        state(answer).begin(start);
        switch (block.kind) {
            case TEXT -> answer.content(start.text);
            case THINKING -> answer.reasoning(start.thinking);
            case TOOL_USE -> {
                answer.toolCall(block.index, start.id, start.name, null);
                block.input = start.input;
            }
            case OUTPUT -> {
                block.input = start.input;
                output = true;
            }
            default -> {}
        }
    }

    private AnthropicState state(Answer answer) {
        AnthropicState begun = state;
        if (begun == null) {
            begun = new AnthropicState(answer);
            state = begun;
            answer.wantsBack(begun);
        }
        return begun;
    }

    /** The type of the delta counts: some servers write into a block that was opened with another type, or not at all. */
    private void delta(JsonParser json, Answer answer) {
        AnthropicEvent.Part delta = event.part;
        Block block = blocks.get(event.index);
        if (block.kind == Kind.NOT_SHOWN) {
            return;
        }
        String type = delta.type;
        if (delta.text != null && (type == null || type.equals("text_delta"))) {
            if (type == null && block.kind == Kind.THINKING) {
                answer.reasoning(delta.text);
            } else {
                answer.content(delta.text);
            }
        }
        if (delta.thinking != null && (type == null || type.equals("thinking_delta"))) {
            answer.reasoning(delta.thinking);
        }
        if (delta.opaque != null && block.kind == Kind.THINKING) {
            state(answer).signed(delta.opaque);
        }
        if (delta.citation != null) {
            state(answer).cited(delta.citation);
            answer.source(json, Sources.ofCitation(delta.citation));
        }
        if (delta.partialJson != null && (type == null || type.equals("input_json_delta"))) {
            input(json, block, delta.partialJson, answer);
        }
    }

    private void input(JsonParser json, Block block, String input, Answer answer) {
        if (block.kind == Kind.TOOL_USE) {
            block.input = null;
            answer.toolCall(block.index, null, null, input);
        } else if (block.kind == Kind.OUTPUT) {
            block.input = null;
            answer.content(input);
        } else if (block.kind == Kind.UNKNOWN) {
            answer.keeps(json, input.length());
            state(answer).input(input);
        } else {
            throw new StreamReadException(json, "input of a tool call that was never opened");
        }
    }

    private static void inputOfStart(Block block, Answer answer) {
        if (block.input != null) {
            if (block.kind == Kind.OUTPUT) {
                answer.content(block.input);
            } else {
                answer.toolCall(block.index, null, null, block.input);
            }
            block.input = null;
        }
    }

    /** A complete answer from a server that does not stream, or one that repeats what was streamed. */
    private void whole(JsonParser json, Answer answer) {
        String text = null;
        String thinking = null;
        for (AnthropicEvent.Part part : event.content) {
            switch (Kind.of(part)) {
                case TEXT -> text = LooseText.join(text, part.text);
                case THINKING -> thinking = LooseText.join(thinking, part.thinking);
                case OUTPUT -> {
                    text = LooseText.join(text, part.input);
                    output = true;
                }
                default -> {}
            }
        }
        event.content.stream().filter(part -> part.kept > 0).forEach(part -> answer.keeps(json, part.kept));
        state(answer).whole(event.content);
        answer.reasoning(answer.restOfReasoning(thinking, false));
        answer.content(answer.restOfContent(text, false));
        for (AnthropicEvent.Part part : event.content) {
            if (Kind.of(part) == Kind.TOOL_USE) {
                answer.wholeToolCall(part.id, part.name, part.input);
            }
        }
    }

    private Verdict finish(@Nullable String theirs, Answer answer) {
        if (theirs != null) {
            FinishReason reason = FinishReasons.meaning(theirs);
            if (reason == null) {
                return Verdict.ERROR;
            }
            answer.finish(output && reason == FinishReason.TOOL_CALLS ? FinishReason.STOP : reason);
        }
        return Verdict.UNDERSTOOD;
    }

    @Override
    public boolean isOwnEvent(String name) {
        return name.equals(UNNAMED) || EVENTS.contains(name);
    }
}
