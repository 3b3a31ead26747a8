package dev.aistreaming.chat;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of media types. */
final class MediaTypes {

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;\\s*[\\w-]+=(\"[^\"\\p{Cntrl}]*\"|[^\";\\s]+))*");

    private MediaTypes() {}

    /** The type in small letters. */
    static String checked(String type) {
        if (!MEDIA_TYPE.matcher(Fields.notBlank("media type", type)).matches()) {
            throw AiException.invalidRequest(
                    "'" + OneLine.of(type) + "' is no media type: use one such as image/png or application/pdf");
        }
        return type.toLowerCase(Locale.ROOT);
    }

    /** Refuses media of which it is known that they are of another kind, such as a document where an image belongs. */
    static Media require(String kind, Media media) {
        String type = Fields.present(kind, media).mediaType();
        if (type != null && !type.startsWith(kind + "/")) {
            throw AiException.invalidRequest(kind + " parts take media types that begin with " + kind + "/, not " + type
                    + ": use Part.File for others");
        }
        return media;
    }
}
