package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Maps events of Anthropic's messages. What it does not know, blocks and their deltas included, it skips. */
final class AnthropicMapper implements EventMapper {

    private enum Block {
        TEXT,
        THINKING,
        TOOL_USE,
        OTHER;

        static Block of(@Nullable String type) {
            return switch (type == null ? "" : type) {
                case "text" -> TEXT;
                case "thinking" -> THINKING;
                case "tool_use" -> TOOL_USE;
                default -> OTHER;
            };
        }
    }

    private final UsageTally usage = new UsageTally();
    private Block block = Block.OTHER;

    @Override
    public boolean map(JsonParser json, Answer answer) {
        AnthropicEvent event = AnthropicEvent.read(json);
        if (event.error) {
            return false;
        }
        if (event.usage != null) {
            usage.merge(event.usage);
            answer.usage(usage.cachedBesideInput());
        }
        switch (event.type) {
            case "message_start" -> answer.identify(event.id, event.model);
            case "content_block_start" -> {
                block = Block.of(event.part.type);
                if (block == Block.TOOL_USE) {
                    answer.toolCall(event.index, event.part.id, event.part.name, null);
                } else {
                    text(event.part, answer);
                }
            }
            case "content_block_delta" -> {
                if (block == Block.TOOL_USE) {
                    answer.toolCall(event.index, null, null, event.part.partialJson);
                } else {
                    text(event.part, answer);
                }
            }
            case "message" -> whole(event, answer);
            case "message_delta" -> finish(event.part.stopReason, answer);
            case "message_stop" -> answer.terminate();
            default -> {} // ping, content_block_stop, and what will be invented
        }
        return true;
    }

    private void text(AnthropicEvent.Part part, Answer answer) {
        if (block == Block.TEXT) {
            answer.content(part.text);
        } else if (block == Block.THINKING) {
            answer.reasoning(part.thinking);
        }
    }

    /** An answer in one piece, from a server that does not stream. */
    private static void whole(AnthropicEvent event, Answer answer) {
        answer.identify(event.id, event.model);
        int index = 0;
        for (AnthropicEvent.Part part : event.content) {
            switch (Block.of(part.type)) {
                case TEXT -> answer.content(part.text);
                case THINKING -> answer.reasoning(part.thinking);
                case TOOL_USE -> answer.toolCall(index++, part.id, part.name, part.input);
                case OTHER -> {}
            }
        }
        finish(event.stopReason, answer);
    }

    private static void finish(@Nullable String reason, Answer answer) {
        if (reason != null) {
            answer.finish(
                    switch (reason) {
                        case "end_turn", "stop_sequence" -> FinishReason.STOP;
                        case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
                        case "tool_use" -> FinishReason.TOOL_CALLS;
                        case "refusal" -> FinishReason.CONTENT_FILTER;
                        default -> FinishReason.OTHER;
                    });
        }
    }
}
