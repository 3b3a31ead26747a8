package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.Optional;

/**
 * What a protocol sends of a message that writes no more than text yet. All else is refused by name; only state of another type
 * of provider is left out.
 */
final class TextParts implements Part.Visitor<String> {

    private final ProviderSettings settings;

    TextParts(ProviderSettings settings) {
        this.settings = settings;
    }

    /** The text, or nothing where the message is nothing but what is left out. */
    Optional<String> of(Message message) {
        StringBuilder text = new StringBuilder();
        for (Part part : message.parts()) {
            text.append(part.accept(this));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    @Override
    public String text(Part.Text part) {
        return part.text();
    }

    @Override
    public String image(Part.Image part) {
        throw refused("an image", "describe it in words");
    }

    @Override
    public String file(Part.File part) {
        throw refused("a file", "put its text into the message");
    }

    @Override
    public String audio(Part.Audio part) {
        throw refused("audio", "put what is said into the message");
    }

    @Override
    public String toolUse(Part.ToolUse part) {
        throw refused("a tool use", "leave it out, together with its result");
    }

    @Override
    public String toolResult(Part.ToolResult part) {
        throw refused("a tool result", "put it into a message of the user");
    }

    @Override
    public String providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            throw refused("provider state", "leave it out");
        }
        return "";
    }

    private AiException refused(String what, String remedy) {
        return AiException.invalidRequest(
                "messages have " + what + ", which cannot be sent to '" + settings.name() + "' yet: " + remedy);
    }
}
