package dev.aistreaming.chat;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of media types. */
final class MediaTypes {

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;\\s*[\\w-]+=(\"[^\"\\p{Cntrl}]*\"|[^\";\\s]+))*");

    private MediaTypes() {}

    /** Returns the media type in lower case. */
    static String checked(String type) {
        if (!MEDIA_TYPE.matcher(Fields.notBlank("media type", type)).matches()) {
            throw AiException.invalidRequest(
                    "'" + OneLine.of(type) + "' is not a media type: use one such as image/png or application/pdf");
        }
        return type.toLowerCase(Locale.ROOT);
    }

    /** Rejects media that are known to be of another kind, such as a document in place of an image. */
    static Media require(String kind, Media media) {
        String type = Fields.present(kind, media).mediaType();
        if (type != null && !type.startsWith(kind + "/")) {
            throw AiException.invalidRequest(kind + " parts take media types that begin with " + kind + "/, not " + type
                    + ": use Part.File for others");
        }
        return media;
    }
}
