package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation in the form required by Ollama: texts are plain, images are separate, and a result is identified by the tool's
 * name and its position.
 */
final class OllamaMessages {

    private static final String IMAGE = "image";

    /** Only images, and only as bytes. */
    private static final MediaForm MEDIA = new MediaForm() {
        private final NoMedia none = new NoMedia();

        @Override
        public Map<String, Object> image(Part.Image part, Refusal refusal) {
            if (part.detail() != null) {
                throw refusal.part("an image with a detail", "leave the detail out");
            }
            return part.media()
                    .accept(new MediaSource(
                            "an image",
                            MediaSource.IMAGES,
                            bytes -> Map.of(IMAGE, MediaSource.base64(bytes)),
                            null,
                            null,
                            refusal));
        }

        @Override
        public Map<String, Object> file(Part.File part, Refusal refusal) {
            return none.file(part, refusal);
        }

        @Override
        public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
            return none.audio(part, refusal);
        }
    };

    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final List<Map<String, Object>> messages = new ArrayList<>();

    private OllamaMessages(ProviderSettings settings) {
        this.settings = settings;
        this.contents = new ContentBlocks(MEDIA, new Refusal(settings.name()));
    }

    static List<Map<String, Object>> of(ChatRequest request, ProviderSettings settings) {
        OllamaMessages all = new OllamaMessages(settings);
        if (request.system() != null) {
            all.begin(Role.SYSTEM).put("content", request.system());
        }
        request.messages().forEach(all::add);
        return all.messages;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM, USER -> {
                Map<String, Object> out = begin(message.role());
                out.put("content", ContentBlocks.text(message.parts()));
                images(message.parts(), out);
            }
            case ASSISTANT -> {
                Map<String, Object> turn = OllamaTurn.of(message, settings);
                if (turn != null) {
                    messages.add(turn);
                }
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        Map<String, Object> out = begin(Role.TOOL);
                        out.put("tool_name", result.name());
                        out.put("content", ContentBlocks.textOfResult(result));
                        images(result.content(), out);
                    }
                }
            }
        }
    }

    private Map<String, Object> begin(Role role) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role.wireName());
        messages.add(message);
        return message;
    }

    private void images(List<Part> parts, Map<String, Object> message) {
        List<Object> images = new ArrayList<>();
        for (Map<String, Object> block : contents.blocks(parts)) {
            Object image = block.get(IMAGE);
            if (image != null) {
                images.add(image);
            }
        }
        if (!images.isEmpty()) {
            message.put("images", images);
        }
    }
}
