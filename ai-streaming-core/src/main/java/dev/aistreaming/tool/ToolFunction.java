package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tool does. Called on a thread that may block, several calls at a time. */
@FunctionalInterface
public interface ToolFunction {

    /**
     * Runs one call.
     *
     * @param arguments a JSON object, as the model wrote it; whether it fits the tool's schema has not been checked
     * @return what the model is told; {@code null} and blank: nothing but that it was done
     * @throws ToolException to tell the model what is wrong
     * @throws Exception for all else; the model is told only that the tool failed
     */
    @Nullable
    String call(String arguments, ToolContext context) throws Exception;

    /** A tool whose result is more than a text. */
    @FunctionalInterface
    interface OfParts {

        /**
         * Runs one call.
         *
         * @param arguments a JSON object, as the model wrote it; whether it fits the tool's schema has not been checked
         * @return what the model is told: texts, images, files and sounds, as far as the provider takes them in results
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for all else; the model is told only that the tool failed
         */
        @Nullable
        List<Part> call(String arguments, ToolContext context) throws Exception;
    }

    /** A tool whose arguments are a Java object, and whose result may be one. */
    @FunctionalInterface
    interface Typed<A> {

        /**
         * Runs one call.
         *
         * @param arguments as Jackson has read them; everything that the schema requires is there
         * @return what the model is told: a text, parts or media as they are, and everything else as JSON; {@code null}: nothing
         *     but that it was done
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for all else; the model is told only that the tool failed
         */
        @Nullable
        Object call(A arguments) throws Exception;
    }

    /** The same for a tool that wants to know who calls it. */
    @FunctionalInterface
    interface TypedInContext<A> {

        /**
         * Runs one call.
         *
         * @param arguments as Jackson has read them; everything that the schema requires is there
         * @return what the model is told: a text, parts or media as they are, and everything else as JSON; {@code null}: nothing
         *     but that it was done
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for all else; the model is told only that the tool failed
         */
        @Nullable
        Object call(A arguments, ToolContext context) throws Exception;
    }
}
