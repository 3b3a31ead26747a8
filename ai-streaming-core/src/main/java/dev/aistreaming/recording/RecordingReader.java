package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link RecordingWriter} writes, ignoring unknown members. */
final class RecordingReader {

    private RecordingReader() {}

    static Recording read(List<String> lines, String name) throws IOException {
        int line = 0;
        try {
            JsonNode first = lines.isEmpty() ? null : tree(lines.get(0));
            if (first == null || first.path("recording").asInt(0) != Recording.VERSION) {
                throw new IOException(name + " is not a recording of version " + Recording.VERSION);
            }
            List<Recording.Step> steps = new ArrayList<>();
            for (line = 1; line < lines.size(); line++) {
                JsonNode each = tree(lines.get(line));
                if (each.has("end")) {
                    return new Recording(label(first), Instant.parse(text(first, "startedAt")), steps, ending(each));
                }
                steps.add(step(each));
            }
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(name + " is not a recording: line " + (line + 1) + ": " + e.getMessage(), e);
        }
        throw new IOException(name + " has no ending");
    }

    private static JsonNode tree(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static CallLabel label(JsonNode line) {
        return new CallLabel(
                text(line, "provider"),
                text(line, "type"),
                textOrNull(line, "model"),
                text(line, "url"),
                textOrNull(line, "request"));
    }

    private static Recording.Step step(JsonNode line) {
        long millis = line.path("t").asLong(0);
        if (line.has("text")) {
            return new Recording.Read(millis, text(line, "text").getBytes(StandardCharsets.UTF_8));
        }
        if (line.has("base64")) {
            return new Recording.Read(millis, line.get("base64").binaryValue());
        }
        if (line.has("status")) {
            Map<String, String> headers = new LinkedHashMap<>();
            line.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
            return new Recording.Head(millis, line.get("status").asInt(), headers);
        }
        if (line.has("broken")) {
            String how = text(line, "broken").toUpperCase(Locale.ROOT);
            return new Recording.Broken(millis, Break.valueOf(how), text(line, "message"));
        }
        if (line.has("bodyEnd")) {
            return new Recording.BodyEnd(millis);
        }
        throw new IllegalArgumentException("not something that a provider sends");
    }

    private static Recording.Ending ending(JsonNode line) {
        String code = textOrNull(line, "code");
        return new Recording.Ending(
                line.path("t").asLong(0),
                code == null ? null : code(code),
                line.path("cut").asBoolean(false));
    }

    private static ErrorCode code(String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such code: " + name));
    }

    private static String text(JsonNode line, String name) {
        String text = textOrNull(line, name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode line, String name) {
        JsonNode value = line.get(name);
        return value == null ? null : value.asString();
    }
}
