package dev.aistreaming.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link Message}.
 *
 * <p>Handle parts with a {@link Visitor}. When a new kind of part is added, code that has to handle it then fails to compile,
 * instead of silently leaving the part out of a request.
 */
public sealed interface Part {

    /** Calls the visitor's method for this kind of part. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /**
     * One method per kind of part.
     *
     * @param <R> the type of the result
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
     * @param text not blank
     */
    record Text(String text) implements Part {
        /**
         * Validates the text.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the text is blank
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
     * An image.
     *
     * @param media the image, or a reference to it
     * @param detail the level of detail, by the provider's own name, such as {@code low} or {@code high}; {@code null} for the
     *     provider's default
     */
    record Image(Media media, @Nullable String detail) implements Part {
        /**
         * Checks that the media is an image, as far as its type is known.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the media type is not an image type, or if the detail is
         *     blank
         */
        public Image {
            MediaTypes.require("image", media);
            if (detail != null) {
                Fields.notBlank("image detail", detail);
            }
        }

        /** An image with the provider's default level of detail. */
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
     * @param media the document, or a reference to it
     * @param filename the file name, which some models are told; {@code null} for none
     */
    record File(Media media, @Nullable String filename) implements Part {
        /**
         * Validates the media and the file name.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the media is missing or the file name is blank
         */
        public File {
            Fields.present("file", media);
            if (filename != null) {
                Fields.notBlank("filename", filename);
            }
        }

        /** A document without a file name. */
        public File(Media media) {
            this(media, null);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.file(this);
        }
    }

    /**
     * Speech or another sound.
     *
     * @param media the sound, or a reference to it
     */
    record Audio(Media media) implements Part {
        /**
         * Checks that the media is audio, as far as its type is known.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the media type is not an audio type
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
     * A tool call by the model, in a message with the role {@link Role#ASSISTANT}.
     *
     * @param id the provider's id for the call; empty if it gave none
     * @param name the tool's name
     * @param arguments a JSON object, as the model wrote it
     */
    record ToolUse(String id, String name, String arguments) implements Part {
        /**
         * Checks that the tool is named. Blank arguments become an empty object.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if a component is {@code null} or the name is blank
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
     * The result of a tool call, in a message with the role {@link Role#TOOL}.
     *
     * @param callId the id of the {@link ToolUse} that this answers; empty if that has none
     * @param name the tool's name
     * @param content the result for the model: texts, images, files and sounds; may be empty
     * @param failed whether the tool failed; the content then says why
     */
    record ToolResult(String callId, String name, List<Part> content, boolean failed) implements Part {
        /**
         * Checks that the tool is named and that all parts are allowed as content.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if a component is {@code null}, if the name is blank, or if a
         *     part is not allowed as content
         */
        public ToolResult {
            Fields.present("tool result callId", callId);
            Fields.notBlank("tool result name", name);
            content = Fields.allPresent("tool result content", content);
            content.forEach(part -> part.accept(PartPlaces.IN_TOOL_RESULT));
        }

        /** The result of a tool as text. A blank text becomes empty content. */
        public static ToolResult of(String callId, String name, String text) {
            return new ToolResult(callId, name, PartPlaces.textOrNothing(text), false);
        }

        /** The reason why a tool failed, in words for the model. */
        public static ToolResult failed(String callId, String name, String text) {
            return new ToolResult(callId, name, PartPlaces.textOrNothing(text), true);
        }

        /** The text of the content, for people to read. Never build a request from it. */
        public String text() {
            return Texts.of(content);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.toolResult(this);
        }
    }

    /**
     * Opaque state that a provider needs back unchanged together with the turn it came in, such as the signatures of its reasoning.
     * It is sent back to providers of the same type only. This is the only kind of part that other providers leave out.
     *
     * @param type the type of the provider as used in the configuration, such as {@code anthropic}
     * @param json a JSON document in that provider's own format
     */
    record ProviderState(String type, String json) implements Part {
        /**
         * Validates the type and the document.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if either is blank
         */
        public ProviderState {
            Fields.notBlank("provider state type", type);
            Fields.notBlank("provider state json", json);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.providerState(this);
        }

        /** Leaves out the document, which is opaque and may be long. */
        @Override
        public String toString() {
            return "ProviderState[type=" + type + ", " + json.length() + " characters]";
        }
    }
}
