package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images, documents and audio for Bedrock (AWS, "Amazon Bedrock API Reference", ImageBlock, DocumentBlock, AudioBlock), as bytes or
 * in S3. One instance per request, because document names must be unique within it.
 */
final class BedrockMedia implements MediaForm {

    private static final Map<String, String> IMAGES =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/webp", "webp");
    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf",
            "pdf",
            "text/csv",
            "csv",
            "application/msword",
            "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            "application/vnd.ms-excel",
            "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            "text/html",
            "html",
            "text/plain",
            "txt",
            "text/markdown",
            "md");
    private static final Map<String, String> SOUNDS = Map.of(
            "audio/wav", "wav", "audio/x-wav", "wav", "audio/wave", "wav", "audio/mpeg", "mp3", "audio/mp3", "mp3");
    private static final String S3 = "s3://";
    private static final int MAX_NAME = 200;

    private final Set<String> names = new HashSet<>();

    @Override
    public Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        if (part.detail() != null) {
            throw refusal.part("an image with a detail", "leave the detail out");
        }
        return block("image", source("an image", IMAGES, part.media(), refusal));
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        Map<String, Object> document = source("a file", DOCUMENTS, part.media(), refusal);
        document.put("name", name(part.filename()));
        return block("document", document);
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        return block("audio", source("audio", SOUNDS, part.media(), refusal));
    }

    private static Map<String, Object> source(String what, Map<String, String> formats, Media media, Refusal refusal) {
        return media.accept(new MediaSource(
                what,
                formats.keySet(),
                bytes -> of(formats.get(bytes.mediaType()), Map.of("bytes", MediaSource.base64(bytes))),
                null,
                id -> of(inS3(what, formats, id, refusal), Map.of("s3Location", Map.of("uri", id))),
                refusal));
    }

    private static Map<String, Object> of(@Nullable String format, Map<String, Object> source) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("format", String.valueOf(format));
        block.put("source", source);
        return block;
    }

    /** The format according to the suffix of an object's name. */
    private static String inS3(String what, Map<String, String> formats, String id, Refusal refusal) {
        String ending = id.substring(id.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String format = ending.equals("jpg") ? "jpeg" : ending;
        if (!id.startsWith(S3) || !formats.containsValue(format)) {
            throw refusal.part(
                    what + " by the id '" + id + "'",
                    "give its bytes, or an address such as s3://bucket/name with its ending");
        }
        return format;
    }

    private static Map<String, Object> block(String type, Map<String, Object> content) {
        return Map.of(type, content);
    }

    /** A name of letters, digits, hyphens, brackets and single spaces that no other document has. */
    private String name(@Nullable String filename) {
        String wanted = filename == null ? "" : cleaned(filename);
        String name = wanted.isEmpty() ? "Document" : wanted;
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + " " + number;
        }
        return free;
    }

    private static String cleaned(String filename) {
        int ending = filename.lastIndexOf('.');
        StringBuilder name = new StringBuilder();
        for (char c : (ending > 0 ? filename.substring(0, ending) : filename).toCharArray()) {
            boolean taken = (c < 128 && Character.isLetterOrDigit(c)) || "-()[]".indexOf(c) >= 0;
            boolean blank = name.isEmpty() || name.charAt(name.length() - 1) == ' ';
            if (name.length() < MAX_NAME && (taken || !blank)) {
                name.append(taken ? c : ' ');
            }
        }
        return name.toString().strip();
    }
}
