package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user asks: a text, and what belongs to it, which models are told of before they are asked about it. */
final class Question {

    private final List<Part> media = new ArrayList<>();
    private Part.@Nullable Text prompt;

    void prompt(String text) {
        prompt = new Part.Text(ChatRequest.of(text).messages().get(0).text());
    }

    void image(Media image) {
        media.add(new Part.Image(image));
    }

    void file(Media file, @Nullable String filename) {
        media.add(new Part.File(file, filename));
    }

    void audio(Media audio) {
        media.add(new Part.Audio(audio));
    }

    /** Appends it as a message, once; nothing where nothing is asked. */
    void addTo(ChatRequest.Builder request) {
        List<Part> parts = new ArrayList<>(media);
        if (prompt != null) {
            parts.add(prompt);
        }
        if (!parts.isEmpty()) {
            request.message(Message.user(parts.toArray(Part[]::new)));
            media.clear();
            prompt = null;
        }
    }
}
