package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.Map;

/** For protocols that accept only text. */
final class NoMedia implements MediaForm {

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        throw refusal.part("an image", "describe it in words");
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        throw refusal.part("a file", "put its text into the message");
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        throw refusal.part("audio", "put what is said into the message");
    }
}
