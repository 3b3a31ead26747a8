package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Media;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.multipart.MultipartFile;

/**
 * An upload or a resource in the form that requests use.
 *
 * @param name the file name without a path
 */
record UploadedMedia(Media media, @Nullable String name) {

    private static final String TEXT = "text/plain";

    /**
     * Reads an upload or a resource.
     *
     * @throws AiException with {@code invalid_request} if its type is unknown, or if it is a resource at a URL
     */
    static UploadedMedia read(InputStreamSource source) {
        if (source instanceof Resource resource && isRemote(resource)) {
            throw AiException.invalidRequest(
                    "a resource at an address is not fetched: use Media.url, and the provider fetches it");
        }
        String name = name(source);
        byte[] bytes = bytes(source);
        String shown = Media.typeOf(bytes);
        String type = shown == null || shown.equals(TEXT) ? said(source, name, shown) : shown;
        return new UploadedMedia(type == null ? Media.bytes(bytes) : Media.bytes(bytes, type), name);
    }

    private static boolean isRemote(Resource resource) {
        try {
            return resource.getURL().getProtocol().startsWith("http");
        } catch (IOException e) {
            return false; // it has no URL
        }
    }

    private static byte[] bytes(InputStreamSource source) {
        try (InputStream bytes = source.getInputStream()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw AiException.of(ErrorCode.INTERNAL).cause(e).build();
        }
    }

    /**
     * Returns the type that the browser has declared or that follows from the file extension, because the bytes do not reveal the kind of
     * a text.
     */
    private static @Nullable String said(InputStreamSource source, @Nullable String name, @Nullable String shown) {
        String declared = source instanceof MultipartFile upload ? upload.getContentType() : null;
        if (declared == null || declared.isBlank() || declared.equals("application/octet-stream")) {
            declared = name == null
                    ? null
                    : MediaTypeFactory.getMediaType(name).map(Object::toString).orElse(null);
        }
        return declared == null ? shown : declared;
    }

    /** Returns the file name without a path, which old browsers send along. */
    private static @Nullable String name(InputStreamSource source) {
        String name = source instanceof MultipartFile upload
                ? upload.getOriginalFilename()
                : source instanceof Resource resource ? resource.getFilename() : null;
        if (name == null) {
            return null;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isBlank() ? null : last;
    }
}
