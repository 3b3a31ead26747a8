package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a user message or tool result: texts and media. */
final class ContentBlocks implements Part.Visitor<Map<String, Object>> {

    private final MediaForm media;
    private final Refusal refusal;

    ContentBlocks(MediaForm media, Refusal refusal) {
        this.media = media;
        this.refusal = refusal;
    }

    /** A single text if there is nothing else, which all servers accept, and blocks otherwise. */
    Object of(List<Part> parts) {
        return parts.stream().allMatch(ContentBlocks::isText) ? text(parts) : blocks(parts);
    }

    /** The texts joined without a separator. */
    static String text(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text said) {
                text.append(said.text());
            }
        }
        return text.toString();
    }

    /** The text of a result, for protocols without a flag for failed tools: the text says so. */
    static String textOfResult(Part.ToolResult result) {
        String text = text(result.content());
        if (!result.failed()) {
            return text;
        }
        return text.isEmpty() ? "Error: the tool failed" : "Error: " + text;
    }

    static boolean isText(Part part) {
        return part instanceof Part.Text;
    }

    List<Map<String, Object>> blocks(List<Part> parts) {
        return parts.stream().map(part -> part.accept(this)).toList();
    }

    static Map<String, Object> textBlock(String text) {
        return textBlock("text", text);
    }

    static Map<String, Object> textBlock(String type, String text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", text);
        return block;
    }

    @Override
    public Map<String, Object> text(Part.Text part) {
        return media.text(part.text());
    }

    @Override
    public Map<String, Object> image(Part.Image part) {
        return media.image(part, refusal);
    }

    @Override
    public Map<String, Object> file(Part.File part) {
        return media.file(part, refusal);
    }

    @Override
    public Map<String, Object> audio(Part.Audio part) {
        return media.audio(part, refusal);
    }

    @Override
    public Map<String, Object> toolUse(Part.ToolUse part) {
        throw refusal.part("a tool use that is not the model's", "put it into a message of the role assistant");
    }

    @Override
    public Map<String, Object> toolResult(Part.ToolResult part) {
        throw refusal.part("a tool result that is not a tool's", "put it into a message of the role tool");
    }

    @Override
    public Map<String, Object> providerState(Part.ProviderState part) {
        throw refusal.part("provider state that is not the model's", "put it into a message of the role assistant");
    }
}
