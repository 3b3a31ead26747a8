package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The question of the user: a text and its attachments. Models receive the attachments before the text. */
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

    /** Adds the question as one message, or nothing if it is empty. */
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
