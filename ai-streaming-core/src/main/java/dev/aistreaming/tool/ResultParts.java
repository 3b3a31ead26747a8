package dev.aistreaming.tool;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Converts the return value of a Java method to parts for the model. */
record ResultParts(JsonMapper mapper) {

    List<Part> of(@Nullable Object result) {
        if (result == null) {
            return List.of();
        }
        if (result instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (result instanceof CharSequence text) {
            return text(text.toString());
        }
        Part part = part(result);
        if (part != null) {
            return List.of(part);
        }
        if (result instanceof Collection<?> all && !all.isEmpty()) {
            List<Part> parts = parts(all);
            if (!parts.isEmpty()) {
                return parts;
            }
        }
        return text(mapper.writeValueAsString(result));
    }

    private static List<Part> text(String text) {
        return text.isBlank() ? List.of() : List.of(new Part.Text(text));
    }

    /** Empty if any element is something else. */
    private static List<Part> parts(Collection<?> all) {
        List<Part> parts = new ArrayList<>();
        for (Object each : all) {
            Part part = part(each);
            if (part == null) {
                return List.of();
            }
            parts.add(part);
        }
        return parts;
    }

    private static @Nullable Part part(@Nullable Object value) {
        if (value instanceof Media media) {
            return media(media);
        }
        return value instanceof Part part ? part : null;
    }

    private static Part media(Media media) {
        String type = media.mediaType();
        if (type != null && type.startsWith("image/")) {
            return new Part.Image(media);
        }
        return type != null && type.startsWith("audio/") ? new Part.Audio(media) : new Part.File(media, null);
    }
}
