package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Reads a message, leaving out what it does not know. */
final class StoredMessageReader {

    /** Shows that something is missing: the meaning of a question must not change unnoticed. */
    private static final Part UNKNOWN = new Part.Text("[Something that can no longer be shown.]");

    private StoredMessageReader() {}

    static @Nullable Message read(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "not an object");
        }
        String role = "";
        List<Part> parts = new ArrayList<>();
        boolean allKnown = true;
        String name;
        while ((name = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            if (name.equals("role")) {
                role = json.getString();
            } else if (name.equals("parts") && value == JsonToken.START_ARRAY) {
                allKnown = StoredParts.read(json, parts);
            } else {
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new StreamReadException(json, "not a whole object");
        }
        return message(role, parts, allKnown);
    }

    private static @Nullable Message message(String wireName, List<Part> parts, boolean allKnown) {
        for (Role role : Role.values()) {
            if (role.wireName().equals(wireName)) {
                if (!allKnown && (role == Role.USER || role == Role.SYSTEM)) {
                    parts.add(UNKNOWN);
                }
                return parts.isEmpty() && role != Role.ASSISTANT ? null : new Message(role, parts);
            }
        }
        return null;
    }
}
