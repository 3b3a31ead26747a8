package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes media according to their source. What a protocol does not accept is rejected, naming the part. URLs are passed on and
 * never fetched here.
 *
 * @param what describes the part, such as {@code an image}
 * @param types the accepted media types, checked if the type is known; empty for any
 * @param bytes writes bytes; {@code null} if not accepted
 * @param url writes a URL; {@code null} if not accepted
 * @param fileId writes the provider's id of a file; {@code null} if not accepted
 * @param refusal creates the error for what is not accepted
 */
record MediaSource(
        String what,
        Set<String> types,
        @Nullable Function<Media.Bytes, Map<String, Object>> bytes,
        @Nullable Function<String, Map<String, Object>> url,
        @Nullable Function<String, Map<String, Object>> fileId,
        Refusal refusal)
        implements Media.Visitor<Map<String, Object>> {

    /** Accepted by every provider that accepts images. */
    static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    static final Set<String> ANY = Set.of();

    /** The bytes as a {@code data:} URL. */
    static Object dataUrl(Media.Bytes media) {
        return new Base64Text("data:" + media.mediaType() + ";base64,", media);
    }

    /** The bytes in the form that most providers expect. */
    static Object base64(Media.Bytes media) {
        return new Base64Text("", media);
    }

    @Override
    public Map<String, Object> bytes(Media.Bytes media) {
        if (bytes == null) {
            throw refusal.part(what + " in bytes", "give its address, or the provider's id of the file");
        }
        if (!types.isEmpty() && !types.contains(media.mediaType())) {
            throw refusal.part(
                    what + " of the type " + media.mediaType(),
                    "use " + String.join(", ", types.stream().sorted().toList()));
        }
        return bytes.apply(media);
    }

    @Override
    public Map<String, Object> url(Media.Url media) {
        if (url == null) {
            throw refusal.part(what + " at an address", "give its bytes");
        }
        String scheme = media.url().getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refusal.part(what + " at an address of the scheme " + scheme, "use https");
        }
        return url.apply(media.url().toASCIIString());
    }

    @Override
    public Map<String, Object> fileId(Media.FileId media) {
        if (fileId == null) {
            throw refusal.part(what + " by the id of a file", "give its bytes or its address");
        }
        return fileId.apply(media.id());
    }

    /** A content part as many protocols have it: a type and one member. */
    static Map<String, Object> block(String type, String member, Object value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(member, value);
        return block;
    }
}
