package dev.aistreaming.chat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An image, a document or a sound, or where it is. Printing it shows neither its bytes nor what in an address may be a key. */
public sealed interface Media {

    /** Calls the visitor's method for this kind of media. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /**
     * A method per kind of media.
     *
     * @param <R> what is made of it
     */
    interface Visitor<R extends @Nullable Object> {
        R bytes(Bytes media);

        R url(Url media);

        R fileId(FileId media);
    }

    /**
     * The bytes themselves.
     *
     * @param bytes not empty; copied
     * @param mediaType such as {@code image/png}
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} where there are none, or the type is none
     */
    static Media bytes(byte[] bytes, String mediaType) {
        return new Bytes(bytes, mediaType);
    }

    /**
     * The bytes themselves, of a type that they show: png, jpeg, gif, webp, pdf, wav, mp3 and text in UTF-8.
     *
     * @param bytes not empty; copied
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} where there are none, or they are of another type
     */
    static Media bytes(byte[] bytes) {
        String type = typeOf(Fields.present("media bytes", bytes));
        if (type == null) {
            throw AiException.invalidRequest("the media's bytes do not say what they are: name their media type");
        }
        return new Bytes(bytes, type);
    }

    /**
     * The type that bytes show, whatever they are called: {@code text/plain} for all text in UTF-8.
     *
     * @return {@code null} where they do not show it
     */
    static @Nullable String typeOf(byte[] bytes) {
        return MediaSniffer.type(bytes);
    }

    /**
     * Where the provider finds it by itself.
     *
     * @param url an absolute address
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for what is none
     */
    static Media url(String url) {
        return new Url(Url.parse(url), null);
    }

    /**
     * What was uploaded to the provider before.
     *
     * @param id the provider's id of the file
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank one
     */
    static Media fileId(String id) {
        return new FileId(id);
    }

    /** What kind it is, such as {@code image/png}, where that is known. */
    @Nullable
    String mediaType();

    /** The bytes themselves. */
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

        /** A copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Reads them without a copy. */
        public InputStream openStream() {
            return new ByteArrayInputStream(bytes);
        }

        /** The bytes as most providers want them, without line breaks. */
        public String base64() {
            return Base64.getEncoder().encodeToString(bytes);
        }

        /** How many bytes. */
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
     * Where the provider finds it by itself.
     *
     * @param url an absolute address
     * @param mediaType such as {@code application/pdf}; some providers ask for it
     */
    record Url(URI url, @Nullable String mediaType) implements Media {
        /**
         * Checks the address and the type.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for an address without a scheme, one that has the bytes in
         *     itself, and a type that is none
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

        /** Without the user and the query, which may be keys. */
        @Override
        public String toString() {
            String host = url.getHost();
            return url.getScheme() + "://" + (host == null ? "" : host)
                    + Objects.requireNonNullElse(url.getRawPath(), "");
        }
    }

    /**
     * What was uploaded to the provider before.
     *
     * @param id the provider's id of the file
     */
    record FileId(String id) implements Media {
        /**
         * Checks that there is an id.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank one
         */
        public FileId {
            Fields.notBlank("media file id", id);
        }

        /** Only the provider knows. */
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
