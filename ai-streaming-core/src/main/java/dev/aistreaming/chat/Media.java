package dev.aistreaming.chat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, a document or a sound, either as bytes or as a reference. {@code toString()} reveals neither the bytes nor any part of
 * an address that may contain a key.
 */
public sealed interface Media {

    /** Calls the visitor's method for this kind of media. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /**
     * One method per kind of media.
     *
     * @param <R> the type of the result
     */
    interface Visitor<R extends @Nullable Object> {
        R bytes(Bytes media);

        R url(Url media);

        R fileId(FileId media);
    }

    /**
     * Media given as bytes.
     *
     * @param bytes not empty; copied
     * @param mediaType such as {@code image/png}
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if there are no bytes or the media type is malformed
     */
    static Media bytes(byte[] bytes, String mediaType) {
        return new Bytes(bytes, mediaType);
    }

    /**
     * Media given as bytes, with the type detected from them: PNG, JPEG, GIF, WebP, PDF, WAV, MP3 or UTF-8 text.
     *
     * @param bytes not empty; copied
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if there are no bytes, or if they are of any other type
     */
    static Media bytes(byte[] bytes) {
        String type = typeOf(Fields.present("media bytes", bytes));
        if (type == null) {
            throw AiException.invalidRequest("the media's bytes do not say what they are: name their media type");
        }
        return new Bytes(bytes, type);
    }

    /**
     * Detects the media type of the bytes, whatever they are declared to be. All UTF-8 text is {@code text/plain}.
     *
     * @return {@code null} if the type cannot be detected
     */
    static @Nullable String typeOf(byte[] bytes) {
        return MediaSniffer.type(bytes);
    }

    /**
     * Media that the provider downloads itself.
     *
     * @param url an absolute URL
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if it is not an absolute URL
     */
    static Media url(String url) {
        return new Url(Url.parse(url), null);
    }

    /**
     * Media that was uploaded to the provider earlier.
     *
     * @param id the provider's id for the file
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the id is blank
     */
    static Media fileId(String id) {
        return new FileId(id);
    }

    /** The media type, such as {@code image/png}, or {@code null} if it is not known. */
    @Nullable
    String mediaType();

    /** Media given as bytes. */
    final class Bytes implements Media {
        private final byte[] bytes;
        private final String mediaType;

        private Bytes(byte[] bytes, String mediaType) {
            this.bytes = Fields.present("media bytes", bytes).clone();
            this.mediaType = MediaTypes.checked(mediaType);
            if (this.bytes.length == 0) {
                throw AiException.invalidRequest("media must not be empty: it has no bytes");
            }
        }

        /** Returns a copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Opens a stream that reads the bytes without copying them. */
        public InputStream openStream() {
            return new ByteArrayInputStream(bytes);
        }

        /** The bytes in Base64 without line breaks, the form most providers expect. */
        public String base64() {
            return Base64.getEncoder().encodeToString(bytes);
        }

        /** The number of bytes. */
        public int length() {
            return bytes.length;
        }

        @Override
        public String mediaType() {
            return mediaType;
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.bytes(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes media
                    && mediaType.equals(media.mediaType)
                    && Arrays.equals(bytes, media.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(mediaType, bytes.length);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes of " + mediaType;
        }
    }

    /**
     * Media that the provider downloads itself.
     *
     * @param url an absolute URL
     * @param mediaType such as {@code application/pdf}, or {@code null} if unknown; some providers require it
     */
    record Url(URI url, @Nullable String mediaType) implements Media {
        /**
         * Validates the URL and the media type.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a URL without a scheme, a {@code data:} URL, or a
         *     malformed media type
         */
        public Url {
            String scheme = Fields.present("media url", url).getScheme();
            if (scheme == null) {
                throw AiException.invalidRequest("a media url must be absolute, such as https://example.com/cat.png");
            }
            if (scheme.equalsIgnoreCase("data")) {
                throw AiException.invalidRequest("a media url must not hold the data itself: use Media.bytes");
            }
            mediaType = mediaType == null ? null : MediaTypes.checked(mediaType);
        }

        private static URI parse(String url) {
            String text = Fields.notBlank("media url", url);
            try {
                return URI.create(text);
            } catch (IllegalArgumentException e) {
                throw AiException.invalidRequest("a media url must be a valid address, with blanks as %20");
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.url(this);
        }

        /** Leaves out the user info and the query, which may contain keys. */
        @Override
        public String toString() {
            String host = url.getHost();
            return url.getScheme() + "://" + (host == null ? "" : host)
                    + Objects.requireNonNullElse(url.getRawPath(), "");
        }
    }

    /**
     * Media that was uploaded to the provider earlier.
     *
     * @param id the provider's id for the file
     */
    record FileId(String id) implements Media {
        /**
         * Validates the id.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the id is blank
         */
        public FileId {
            Fields.notBlank("media file id", id);
        }

        /** Always {@code null}: only the provider knows the type. */
        @Override
        public @Nullable String mediaType() {
            return null;
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.fileId(this);
        }

        @Override
        public String toString() {
            return "file " + id;
        }
    }
}
