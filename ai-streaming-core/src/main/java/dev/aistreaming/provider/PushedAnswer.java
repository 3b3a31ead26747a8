package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Receives the answer of a {@link PushSource}. No method blocks or throws. Anything that arrives after the call has ended is
 * ignored, and so are texts that are {@code null} or empty.
 */
public interface PushedAnswer {

    /**
     * Tells how to stop the source. Should be called as early as possible. If the call has already ended, the source is stopped
     * immediately.
     */
    void attached(PushSource.Handle handle);

    /** Whether the call has ended, so that nothing more is needed. */
    boolean ended();

    /** Identifies the answer. The first id and the first model count. */
    void identified(@Nullable String id, @Nullable String model);

    /** More of the text. */
    void content(@Nullable String text);

    /** More of the reasoning. */
    void reasoning(@Nullable String text);

    /** The whole text so far, parts of which may have been reported before. Only what is new is delivered. */
    void contentSoFar(@Nullable String text);

    /** Like {@link #contentSoFar}, for reasoning. */
    void reasoningSoFar(@Nullable String text);

    /**
     * A piece of a tool call.
     *
     * @param index the number shared by all pieces of a call; negative if there are no numbers
     */
    void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments);

    /** A complete tool call. Ignored if it has been reported in pieces before. */
    void wholeToolCall(@Nullable String id, @Nullable String name, @Nullable String arguments);

    /** A source that the answer is based on. Ignored if it has been reported before. */
    void source(StreamEvent.Source source);

    /** State that has to be sent back unchanged with this turn. */
    void wantsBack(Part.ProviderState state);

    /**
     * A chunk of OpenAI's chat completions. All of its content is delivered, exactly as by the protocol itself.
     *
     * @param reader the reader of this answer
     * @param json the chunk, as received in the stream or as written by the source
     */
    void chunk(ChatCompletionChunks reader, byte[] json);

    /** The token usage so far, replacing earlier reports. */
    void usage(Usage usage);

    /** The reason why the model stops. */
    void finished(FinishReason reason);

    /**
     * Like {@link #finished(FinishReason)}, in the provider's own words, ignoring case. A reason that indicates an error ends the
     * call.
     */
    void finished(String reason);

    /** Everything reported so far belongs together, so the listener may write it out. */
    void flush();

    /** The source has completed. If there was no finish reason before, the answer is truncated. */
    void completed();

    /** The source has failed. */
    void failed(AiException error);
}
