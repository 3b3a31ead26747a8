package dev.aistreaming.provider;

import dev.aistreaming.format.AgUiFormat;
import dev.aistreaming.format.AiSdkFormat;
import dev.aistreaming.format.Disclosure;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.format.StreamFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The smallest client of each format: puts together what it is told, event by event. A further format is a constant here. */
enum FormatReader {
    JSON(JsonFormat.of(Disclosure.ALL)) {
        @Override
        void event(Map<String, Object> event, ReadAnswer answer) {
            append(event.get("content"), answer.text);
            append(event.get("reasoning"), answer.reasoning);
            if (event.get("toolCall") instanceof Map<?, ?> call) {
                answer.add(text(call, "id"), text(call, "name"), json(call.get("arguments")));
            }
            answer.failed |= event.containsKey("error");
        }
    },
    AI_SDK(new AiSdkFormat(Disclosure.ALL)) {
        @Override
        void event(Map<String, Object> event, ReadAnswer answer) {
            switch (text(event, "type")) {
                case "text-delta" -> append(event.get("delta"), answer.text);
                case "reasoning-delta" -> append(event.get("delta"), answer.reasoning);
                case "tool-input-available" ->
                    answer.add(text(event, "toolCallId"), text(event, "toolName"), json(event.get("input")));
                case "error" -> answer.failed = true;
                default -> {}
            }
        }
    },
    AG_UI(new AgUiFormat(Disclosure.ALL)) {
        @Override
        void event(Map<String, Object> event, ReadAnswer answer) {
            String id = text(event, "toolCallId");
            switch (text(event, "type")) {
                case "TEXT_MESSAGE_CONTENT" -> append(event.get("delta"), answer.text);
                case "REASONING_MESSAGE_CONTENT" -> append(event.get("delta"), answer.reasoning);
                case "TOOL_CALL_START" -> answer.calls.put(id, new ReadAnswer.Call(id, text(event, "toolCallName")));
                case "TOOL_CALL_ARGS" ->
                    append(event.get("delta"), Objects.requireNonNull(answer.calls.get(id)).arguments);
                case "RUN_ERROR" -> answer.failed = true;
                default -> {}
            }
        }
    },
    OPENAI(new OpenAiFormat(Disclosure.ALL)) {
        @Override
        void event(Map<String, Object> event, ReadAnswer answer) {
            answer.failed |= event.containsKey("error");
            for (Object choice : list(event.get("choices"))) {
                message(RecordedLoop.map(RecordedLoop.map(choice).get("delta")), answer);
            }
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // formats have no state
    final StreamFormat format;

    FormatReader(StreamFormat format) {
        this.format = format;
    }

    abstract void event(Map<String, Object> event, ReadAnswer answer);

    ReadAnswer read(String wire) {
        ReadAnswer answer = new ReadAnswer();
        for (String event : wire.split("\n\n", -1)) {
            if (!event.isEmpty() && !event.equals("data: [DONE]")) {
                event(JsonTree.object(event, event.substring("data: ".length())), answer);
            }
        }
        return answer;
    }

    /** OpenAI's answer in one piece. */
    static ReadAnswer readCompletion(String json) {
        ReadAnswer answer = new ReadAnswer();
        for (Object choice : list(JsonTree.object("completion", json).get("choices"))) {
            message(RecordedLoop.map(RecordedLoop.map(choice).get("message")), answer);
        }
        return answer;
    }

    private static void message(Map<String, Object> message, ReadAnswer answer) {
        append(message.get("content"), answer.text);
        append(message.get("reasoning_content"), answer.reasoning);
        for (Object each : list(message.get("tool_calls"))) {
            Map<String, Object> call = RecordedLoop.map(each);
            Map<String, Object> function = RecordedLoop.map(call.get("function"));
            answer.add(text(call, "id"), text(function, "name"), text(function, "arguments"));
        }
    }

    private static void append(@Nullable Object piece, StringBuilder text) {
        if (piece instanceof String said) {
            text.append(said);
        }
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    private static String json(@Nullable Object value) {
        return value instanceof String text ? text : RecordedLoop.json(Objects.requireNonNull(value));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
