package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a tool gave back in a recorded conversation, as it was told to the provider. */
final class RecordedResult {

    private RecordedResult() {}

    static List<Part> of(RecordedLoop.Step step, ToolCall call) {
        Object content = Stream.of(call.id(), call.name())
                .map(step.results()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> onlyOne(step.results().values())) // its client made up an id
                .orElseThrow(() -> new AssertionError("no result of " + call));
        if (content instanceof List<?> parts) {
            return parts.stream().map(RecordedResult::part).toList();
        }
        List<Part> result = new ArrayList<>();
        result.add(new Part.Text(content instanceof String text ? text : RecordedLoop.json(content)));
        step.added().forEach(message -> collectMedia(message, result));
        return result;
    }

    private static Optional<Object> onlyOne(Collection<Object> results) {
        return results.size() == 1 ? results.stream().findFirst() : Optional.empty();
    }

    /** What Gemini has been sent beside the text of a result. */
    private static void collectMedia(Object sent, List<Part> media) {
        if (sent instanceof List<?> all) {
            all.forEach(each -> collectMedia(each, media));
        } else if (sent instanceof Map<?, ?> members) {
            if (members.get("inlineData") instanceof Map<?, ?> data) {
                media.add(image(data.get("data"), data.get("mimeType")));
            }
            members.values().forEach(value -> collectMedia(value, media));
        }
    }

    private static Part part(Object block) {
        Map<String, Object> members = RecordedLoop.map(block);
        if (members.get("source") != null) {
            Map<String, Object> source = RecordedLoop.map(members.get("source"));
            return image(source.get("data"), source.get("media_type"));
        }
        Object json = members.get("json");
        return new Part.Text(json == null ? String.valueOf(members.get("text")) : RecordedLoop.json(json));
    }

    private static Part image(@Nullable Object base64, @Nullable Object mediaType) {
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(base64));
        return new Part.Image(Media.bytes(bytes, String.valueOf(mediaType)), null);
    }
}
