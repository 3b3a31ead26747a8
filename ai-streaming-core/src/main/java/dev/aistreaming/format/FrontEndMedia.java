package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Images, audio and documents sent by a front end; {@code null} for those that cannot be read. */
final class FrontEndMedia {

    private FrontEndMedia() {}

    /**
     * Media at a URL, or inside of it.
     *
     * @param url {@code data:}, {@code http:} or {@code https:}; any other URL has no meaning outside of the front end
     * @param type a media type, or only its part before the slash
     */
    static @Nullable Part ofUrl(@Nullable String url, @Nullable String type, @Nullable String filename) {
        if (url == null) {
            return null;
        }
        if (isOf(url, "data:")) {
            return ofData(url, type, filename);
        }
        return isOf(url, "http://") || isOf(url, "https://") ? part(() -> at(url, whole(type)), type, filename) : null;
    }

    private static Media at(String url, @Nullable String type) {
        Media.Url media = (Media.Url) Media.url(url);
        return new Media.Url(media.url(), type);
    }

    private static boolean isOf(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** A URL that contains the bytes: {@code data:[type][;base64],bytes}. */
    private static @Nullable Part ofData(String url, @Nullable String type, @Nullable String filename) {
        int comma = url.indexOf(',');
        if (comma < 0) {
            return null;
        }
        String head = url.substring("data:".length(), comma);
        int mark = head.length() - ";base64".length();
        boolean isBase64 = mark >= 0 && head.regionMatches(true, mark, ";base64", 0, ";base64".length());
        String named = isBase64 ? head.substring(0, mark) : head;
        String known = whole(type) == null && whole(named) != null ? named : type;
        String data = url.substring(comma + 1);
        byte[] plain = data.indexOf('%') >= 0 || !isBase64 ? unescaped(data) : null;
        if (!isBase64) {
            return plain == null ? null : ofBytes(plain, known, filename);
        }
        return ofBase64(plain == null ? data : new String(plain, StandardCharsets.ISO_8859_1), known, filename);
    }

    /** Media given as Base64. */
    static @Nullable Part ofBase64(@Nullable String data, @Nullable String type, @Nullable String filename) {
        if (data == null) {
            return null;
        }
        try {
            return ofBytes(Base64.getDecoder().decode(data), type, filename);
        } catch (IllegalArgumentException e) {
            return null; // not Base64
        }
    }

    private static @Nullable Part ofBytes(byte[] bytes, @Nullable String type, @Nullable String filename) {
        String known = whole(type);
        return part(() -> known == null ? Media.bytes(bytes) : Media.bytes(bytes, known), type, filename);
    }

    private static byte[] unescaped(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                plain.write(bytes[i]);
            } else {
                plain.write(high * 16 + low);
                i += 2;
            }
        }
        return plain.toByteArray();
    }

    /** The type, unless it is only the part before the slash. */
    private static @Nullable String whole(@Nullable String type) {
        return type == null || type.indexOf('/') < 0 || type.indexOf('*') >= 0 ? null : type;
    }

    private interface Making {
        Media media();
    }

    /** What the vocabulary rejects counts as unreadable. */
    private static @Nullable Part part(Making making, @Nullable String type, @Nullable String filename) {
        try {
            Media media = making.media();
            String known = media.mediaType() == null ? type : media.mediaType();
            String kind = known == null ? "" : known.toLowerCase(Locale.ROOT);
            if (kind.startsWith("image")) {
                return new Part.Image(media);
            }
            if (kind.startsWith("audio")) {
                return new Part.Audio(media);
            }
            return new Part.File(media, filename == null || filename.isBlank() ? null : filename);
        } catch (AiException e) {
            return null;
        }
    }
}
