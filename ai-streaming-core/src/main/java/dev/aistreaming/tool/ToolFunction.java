package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The implementation of a tool. Called on a thread that may block, possibly for several calls at the same time. */
@FunctionalInterface
public interface ToolFunction {

    /**
     * Runs one call.
     *
     * @param arguments a JSON object, as the model wrote it, not validated against the tool's schema
     * @return the result for the model; {@code null} or blank if there is nothing to tell except that the call was done
     * @throws ToolException to tell the model what is wrong
     * @throws Exception for any other failure; the model is told only that the tool failed
     */
    @Nullable
    String call(String arguments, ToolContext context) throws Exception;

    /** A tool whose result may contain more than text. */
    @FunctionalInterface
    interface OfParts {

        /**
         * Runs one call.
         *
         * @param arguments a JSON object, as the model wrote it, not validated against the tool's schema
         * @return the result for the model: texts, images, files and audio, as far as the provider accepts them in tool results
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for any other failure; the model is told only that the tool failed
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
         * @param arguments parsed by Jackson; everything that the schema requires is present
         * @return the result for the model: text, parts or media as they are, and everything else as JSON; {@code null} if there is
         *     nothing to tell except that the call was done
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for any other failure; the model is told only that the tool failed
         */
        @Nullable
        Object call(A arguments) throws Exception;
    }

    /** Like {@link Typed}, for a tool that needs the context of the call. */
    @FunctionalInterface
    interface TypedInContext<A> {

        /**
         * Runs one call.
         *
         * @param arguments parsed by Jackson; everything that the schema requires is present
         * @return the result for the model: text, parts or media as they are, and everything else as JSON; {@code null} if there is
         *     nothing to tell except that the call was done
         * @throws ToolException to tell the model what is wrong
         * @throws Exception for any other failure; the model is told only that the tool failed
         */
        @Nullable
        Object call(A arguments, ToolContext context) throws Exception;
    }
}
