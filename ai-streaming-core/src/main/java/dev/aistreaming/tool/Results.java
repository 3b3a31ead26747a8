package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the results that the model receives. Exception messages are never included, except that of a {@link ToolException}. */
final class Results {

    private static final String UNNAMED = "unnamed";

    private Results() {}

    static Part.ToolResult of(ToolCall call, List<Part> content, int maxCharacters) {
        return new Part.ToolResult(call.id(), call.name(), within(content, maxCharacters), false);
    }

    static Part.ToolResult refused(ToolCall call, ToolException reason, int maxCharacters) {
        String message = reason.getMessage();
        return message == null || message.isBlank()
                ? threw(call)
                : failed(call, message.length() > maxCharacters ? start(message, maxCharacters) : message);
    }

    static Part.ToolResult threw(ToolCall call) {
        return failed(call, "The tool failed.");
    }

    static Part.ToolResult timedOut(ToolCall call, Duration timeout) {
        return failed(call, "The tool did not answer within " + timeout.toMillis() + " ms.");
    }

    static Part.ToolResult malformed(ToolCall call) {
        return failed(call, "The tool was not called: the call has no name, or its arguments are not a JSON object.");
    }

    static Part.ToolResult oneTooMany(ToolCall call, int maxCalls) {
        return failed(call, "The tool was not called: at most " + maxCalls + " calls are run per step.");
    }

    static Part.ToolResult notApproved(ToolCall call, @Nullable String reason, int maxCharacters) {
        String text = "The tool was not called: the user did not approve it.";
        return failed(
                call, reason == null || reason.isBlank() ? text : text + " Reason: " + start(reason, maxCharacters));
    }

    static Part.ToolResult unanswered(ToolCall call, Duration timeout) {
        return failed(call, "The tool was not called: nobody approved it within " + timeout.toSeconds() + " seconds.");
    }

    static Part.ToolResult nobodyToAsk(ToolCall call) {
        return failed(call, "The tool was not called: it needs approval, and there is nobody to ask.");
    }

    static Part.ToolResult notRun(ToolCall call) {
        return failed(call, "The tool was not called, or its result was lost: the answer had ended.");
    }

    private static Part.ToolResult failed(ToolCall call, String text) {
        return Part.ToolResult.failed(call.id(), call.name().isBlank() ? UNNAMED : call.name(), text);
    }

    /** The call in the form in which it is sent back: providers only accept an object as arguments. */
    static Part.ToolUse toPart(ToolCall call) {
        return new Part.ToolUse(
                call.id(),
                call.name().isBlank() ? UNNAMED : call.name(),
                JsonObjects.isObject(call.arguments()) ? call.arguments() : JsonObjects.EMPTY);
    }

    private static List<Part> within(List<Part> content, int maxCharacters) {
        long length = 0;
        for (Part part : content) {
            length += part instanceof Part.Text text ? text.text().length() : 0;
        }
        if (length <= maxCharacters) {
            return content;
        }
        List<Part> cut = new ArrayList<>();
        int left = maxCharacters;
        for (Part part : content) {
            if (part instanceof Part.Text text) {
                String start = start(text.text(), left);
                left -= start.length();
                if (!start.isBlank()) {
                    cut.add(new Part.Text(start));
                }
            } else {
                cut.add(part);
            }
        }
        cut.add(new Part.Text("\n[Cut here: the result has " + length + " characters, and at most " + maxCharacters
                + " are shown.]"));
        return cut;
    }

    private static String start(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(
                0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
