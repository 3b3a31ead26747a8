package dev.aistreaming.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link Message}.
 *
 * <p>Handle parts with a {@link Visitor}: a new kind of part then breaks the build where it must be written, instead of being
 * left out of a request.
 */
public sealed interface Part {

    /** Calls the visitor's method for this kind of part. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /**
     * A method per kind of part.
     *
     * @param <R> what is made of a part
     */
    interface Visitor<R extends @Nullable Object> {
        R text(Text part);

        R image(Image part);

        R file(File part);

        R audio(Audio part);

        R toolUse(ToolUse part);

        R toolResult(ToolResult part);

        R providerState(ProviderState part);
    }

    /**
     * Plain text.
     *
     * @param text the text, not blank
     */
    record Text(String text) implements Part {
        /**
         * Checks that there is text.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
         */
        public Text {
            Fields.notBlank("message text", text);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * A picture.
     *
     * @param media the picture, or where it is
     * @param detail how closely to look, by the provider's own name, such as {@code low} or {@code high}; {@code null}: as the
     *     provider does by itself
     */
    record Image(Media media, @Nullable String detail) implements Part {
        /**
         * Checks that it is a picture, as far as that is known.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a media type that is none of an image, and a blank
         *     detail
         */
        public Image {
            MediaTypes.require("image", media);
            if (detail != null) {
                Fields.notBlank("image detail", detail);
            }
        }

        /** A picture that is looked at as the provider does by itself. */
        public Image(Media media) {
            this(media, null);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.image(this);
        }
    }

    /**
     * A document.
     *
     * @param media the document, or where it is
     * @param filename what it is called, which some models are told; {@code null}: nothing
     */
    record File(Media media, @Nullable String filename) implements Part {
        /**
         * Checks that there is a document.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} where there is none, and for a blank name
         */
        public File {
            Fields.present("file", media);
            if (filename != null) {
                Fields.notBlank("filename", filename);
            }
        }

        /** A document without a name. */
        public File(Media media) {
            this(media, null);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.file(this);
        }
    }

    /**
     * Speech, or another sound.
     *
     * @param media the sound, or where it is
     */
    record Audio(Media media) implements Part {
        /**
         * Checks that it is a sound, as far as that is known.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a media type that is none of a sound
         */
        public Audio {
            MediaTypes.require("audio", media);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.audio(this);
        }
    }

    /**
     * A call of a tool that the model has asked for, in a message of the role {@link Role#ASSISTANT}.
     *
     * @param id the provider's id of the call; empty where it gave none
     * @param name the tool's name
     * @param arguments a JSON object, as the model wrote it
     */
    record ToolUse(String id, String name, String arguments) implements Part {
        /**
         * Checks that a tool is named. Blank arguments are an empty object.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a null and for a blank name
         */
        public ToolUse {
            Fields.present("tool use id", id);
            Fields.notBlank("tool use name", name);
            arguments = Fields.present("tool use arguments", arguments).isBlank() ? "{}" : arguments;
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.toolUse(this);
        }
    }

    /**
     * What a tool gave back, in a message of the role {@link Role#TOOL}.
     *
     * @param callId the id of the {@link ToolUse} that it answers; empty where that has none
     * @param name the tool's name
     * @param content what the model is told: texts, images, files and sounds; may be empty
     * @param failed whether the tool failed, and the content says why
     */
    record ToolResult(String callId, String name, List<Part> content, boolean failed) implements Part {
        /**
         * Checks that a tool is named, and that the content is nothing but content.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a null, a blank name, and a part that cannot be content
         */
        public ToolResult {
            Fields.present("tool result callId", callId);
            Fields.notBlank("tool result name", name);
            content = Fields.allPresent("tool result content", content);
            content.forEach(part -> part.accept(PartPlaces.IN_TOOL_RESULT));
        }

        /** What a tool gave back. A blank text is no content. */
        public static ToolResult of(String callId, String name, String text) {
            return new ToolResult(callId, name, PartPlaces.textOrNothing(text), false);
        }

        /** Why a tool failed, in words for the model. */
        public static ToolResult failed(String callId, String name, String text) {
            return new ToolResult(callId, name, PartPlaces.textOrNothing(text), true);
        }

        /** The text of the content, for people to read; a request is never written from it. */
        public String text() {
            return Texts.of(content);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.toolResult(this);
        }
    }

    /**
     * What a provider wants back unchanged with the turn in which it came, such as signatures of its reasoning. Goes back to
     * providers of the same type, and is the one part that is left out elsewhere.
     *
     * @param type the type of the provider, as configurations name it, such as {@code anthropic}
     * @param json a JSON document in that provider's own words
     */
    record ProviderState(String type, String json) implements Part {
        /**
         * Checks that it says whose it is.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank type or document
         */
        public ProviderState {
            Fields.notBlank("provider state type", type);
            Fields.notBlank("provider state json", json);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.providerState(this);
        }

        /** Without what is the provider's own affair, and may be long. */
        @Override
        public String toString() {
            return "ProviderState[type=" + type + ", " + json.length() + " characters]";
        }
    }
}
