package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PushSource} tells of its answer. Nothing here waits or throws; what comes after the call has ended is left. Null
 * and empty texts are nothing.
 */
public interface PushedAnswer {

    /** Says how to stop the source, as soon as that is possible. Where the call has ended already, it is stopped at once. */
    void attached(PushSource.Handle handle);

    /** Whether the call has ended, so that nothing more is of use. */
    boolean ended();

    /** Who answers. The first id and the first model count. */
    void identified(@Nullable String id, @Nullable String model);

    /** More of the text. */
    void content(@Nullable String text);

    /** More of the reasoning. */
    void reasoning(@Nullable String text);

    /** The whole text, or all of it so far, which may have come before in whole or in part: what is new of it is told. */
    void contentSoFar(@Nullable String text);

    /** As {@link #contentSoFar}. */
    void reasoningSoFar(@Nullable String text);

    /**
     * A piece of a call of a tool.
     *
     * @param index the number that all pieces of a call have; negative where there are no numbers
     */
    void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments);

    /** A call of a tool that is whole; nothing where it has come in pieces before. */
    void wholeToolCall(@Nullable String id, @Nullable String name, @Nullable String arguments);

    /** What the answer rests on; nothing where it has been told. */
    void source(StreamEvent.Source source);

    /** What the source wants back unchanged with this turn. */
    void wantsBack(Part.ProviderState state);

    /**
     * A chunk of OpenAI's chat completions: all that is in it is told, as the protocol itself tells it.
     *
     * @param reader the one of this answer
     * @param json the chunk, as it is in the stream or as the source writes it
     */
    void chunk(ChatCompletionChunks reader, byte[] json);

    /** The tokens so far; replaces what was told before. */
    void usage(Usage usage);

    /** Why the model stops. */
    void finished(FinishReason reason);

    /** As {@link #finished(FinishReason)}, in a provider's own word, in any case; one of those that tell of a fault ends the call. */
    void finished(String reason);

    /** Everything that has been told so far belongs together: the listener may write it out. */
    void flush();

    /** The source has come to its end. Without a finish reason before, the answer is truncated. */
    void completed();

    /** The source has failed. */
    void failed(AiException error);
}
