package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.tool.LocalTool;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.InputStreamSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/**
 * Builds a request step by step. {@link #stream()}, {@link #publish()} or {@link #run()} sends it. A setting that is neither set here nor
 * in the provider's configuration is left out of the request. Not safe for use by several threads at a time.
 */
public interface TaskBuilder {

    /** Sets the system prompt. */
    TaskBuilder system(@Nullable String system);

    /**
     * Sets the question. It comes after all messages, no matter when it is set.
     *
     * @throws AiException with {@code invalid_request} if the prompt is blank
     */
    TaskBuilder prompt(String prompt);

    /**
     * Adds an image to the question. Several images keep their order.
     *
     * @param image the bytes, such as {@code Media.bytes(file.getBytes(), "image/png")}, or an address that the provider fetches
     */
    TaskBuilder image(Media image);

    /**
     * Adds an image to the question.
     *
     * @param image a {@code MultipartFile} or a {@code Resource}. It is read at once, and its type is detected from its bytes
     * @throws AiException with {@code invalid_request} if the bytes are not an image, or if the resource is a URL: use {@link Media#url}
     *     for that
     */
    TaskBuilder image(InputStreamSource image);

    /**
     * Adds a document to the question. Several documents keep their order.
     *
     * @param filename the name that the model sees; some providers require one
     */
    TaskBuilder file(Media file, @Nullable String filename);

    /**
     * Adds a document to the question, under its own file name.
     *
     * @param file a {@code MultipartFile} or a {@code Resource}. It is read at once. Its type is detected from its bytes, or else taken
     *     from the browser or from the file name extension
     * @throws AiException with {@code invalid_request} if the type cannot be determined, or if the resource is a URL: use
     *     {@link Media#url} for that
     */
    TaskBuilder file(InputStreamSource file);

    /** Adds an audio recording to the question. */
    TaskBuilder audio(Media audio);

    /**
     * Adds an audio recording to the question.
     *
     * @param audio a {@code MultipartFile} or a {@code Resource}. It is read at once, and its type is detected from its bytes
     * @throws AiException with {@code invalid_request} if the bytes are not audio, or if the resource is a URL
     */
    TaskBuilder audio(InputStreamSource audio);

    /**
     * Appends an earlier message of the conversation. A blank message of the assistant, such as a mere tool call, is left out.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @throws AiException with {@code invalid_request} if the role is unknown, or if the text of another role is blank; the error
     *     names the message's index
     */
    default TaskBuilder message(String role, String text) {
        return message(Role.of(role), text);
    }

    /**
     * Appends an earlier message of the conversation. A blank message of the assistant, such as a mere tool call, is left out.
     *
     * @throws AiException with {@code invalid_request} if the text of another role is blank; the error names the message's index
     */
    TaskBuilder message(Role role, String text);

    /** Appends the conversation history, oldest message first. */
    TaskBuilder messages(List<Message> messages);

    /** Sets the provider's name of the model, in place of the configured model. */
    TaskBuilder model(@Nullable String model);

    /** Sets the sampling temperature. The range depends on the provider: 0 to 2, Anthropic 0 to 1, Mistral 0 to 1.5. */
    TaskBuilder temperature(@Nullable Double temperature);

    /** Sets nucleus sampling, from 0 to 1. */
    TaskBuilder topP(@Nullable Double topP);

    /** Limits the length of the answer, in tokens. */
    TaskBuilder maxTokens(@Nullable Integer maxTokens);

    /** Sets stop sequences: the model ends its answer before it would write one of them. */
    TaskBuilder stop(String... stop);

    /** Asks for the same answer to the same request, if the provider supports it. */
    TaskBuilder seed(@Nullable Long seed);

    /** Sets how much a reasoning model thinks before it answers. */
    TaskBuilder reasoning(@Nullable ReasoningEffort reasoning);

    /**
     * Offers tools to the model: methods of beans that are annotated with {@link AiTool}, beans of type {@link LocalTool}, and tools of MCP
     * servers. The model sees only tools that the task names.
     *
     * @param names the names of tools; {@code weather_*} stands for all tools whose names start with {@code weather_}
     * @throws AiException with {@code invalid_request} if there is no such tool, and with {@code tool_failed} if the MCP server of a tool
     *     cannot be reached
     */
    TaskBuilder tools(String... names);

    /** Offers tools that run in this application. Two tools cannot have the same name. */
    TaskBuilder tools(LocalTool... tools);

    /**
     * Offers tools that run in the front end. A call of such a tool ends the answer with the finish reason {@code tool_calls}, and the next
     * request contains the result.
     */
    TaskBuilder tools(Tool... tools);

    /** Changes any other setting of the {@link ChatRequest}, such as the tool choice or the response format. */
    TaskBuilder request(Consumer<ChatRequest.Builder> settings);

    /** Adds a field to the body of the provider's request, under the provider's own name. */
    TaskBuilder option(String key, Object value);

    /**
     * Sets the providers that are asked one after the other if this provider fails before it has delivered anything. Each uses its own
     * model. They replace the configured fallbacks; without names, there is no fallback.
     *
     * @throws AiException with {@code invalid_request} if a name is not configured
     */
    TaskBuilder fallback(String... providers);

    /**
     * Says what happens if the provider fails in the middle of the answer, in place of {@code ai.streaming.failover}: either the stream ends
     * with the error, or the answer starts over with the next of the {@linkplain #fallback fallbacks}. The browser is told to discard what
     * it has received. Formats that cannot express this ({@code openai}, {@code text}) end with the error. Callbacks, stores and return
     * values get the answer that is complete.
     */
    default TaskBuilder failover(Failover failover) {
        return request(failover::addTo);
    }

    /**
     * Registers a callback for the complete answer, for example to save it. It is called once; for a stream, before the browser is told
     * that the answer is complete. It is not called if the answer fails or if the client disconnects first. With several callbacks, all
     * are called in the order of their registration, even if an earlier one throws.
     *
     * <p>If a callback throws, the stream fails: the browser gets an error event with the code {@code internal}, and {@link #onError} is
     * called with that error, whose cause is the exception.
     */
    TaskBuilder onComplete(Consumer<ChatResponse> onComplete);

    /**
     * Registers a callback for a failed answer. It is called once: with the code {@code cancelled} if the client disconnects, and with
     * {@code internal} if {@link #onComplete} throws. {@link AiException#partial()} contains the part of the answer that had arrived. With
     * several callbacks, all are called in the order of their registration, even if an earlier one throws. Exceptions are logged.
     */
    TaskBuilder onError(Consumer<AiException> onError);

    /**
     * Registers a callback that is called once for a stream, before the provider is asked. Its argument can send custom events to the
     * browser. Several callbacks are called in the order of their registration. If one throws, the stream fails and the provider is not
     * asked. {@link #run} does not call it.
     */
    TaskBuilder onStart(Consumer<AiStream> onStart);

    /**
     * Says whether the answer is kept, so that a browser that reconnects gets the rest. The default is {@code
     * ai.streaming.resume.enabled}. An answer that is not kept ends when the client disconnects.
     */
    TaskBuilder resumable(boolean resumable);

    /**
     * Sets the format of the stream, in place of {@code ai.streaming.sse.format}.
     *
     * @param name the name of a built-in format, such as {@code json}, or of a {@code StreamFormat} bean
     * @throws AiException with {@code invalid_request} if there is no such format
     */
    TaskBuilder format(String name);

    /**
     * Gives the stream a name of the application's choice, such as the id of a chat, in addition to its own id. {@link
     * AiStreams#resumeByKey} and similar methods find the last stream of a key. A key belongs to the stream's {@linkplain
     * StreamOwnerResolver owner}, so two owners can use the same key. A stream without an owner can be read and stopped by anybody who
     * knows its key: choose one that nobody can guess.
     *
     * @param key 1 to 256 characters; {@code null} for no key
     * @throws AiException with {@code invalid_request} if the key is blank or too long
     */
    TaskBuilder key(@Nullable String key);

    /**
     * Continues a stored conversation: sends its history, limited by {@code ai.streaming.conversations.window}, saves the question
     * before the provider is asked, and saves the answer when it ends, including all tool calls and their results. If an answer is stopped,
     * cut off or fails, its partial text is saved.
     *
     * <p>Only messages after the last one of the assistant are taken from this task. The stored conversation replaces everything before
     * them. A conversation belongs to the {@linkplain StreamOwnerResolver owner} of the current request. While another answer of
     * the same conversation is being written, this one is refused with {@code busy} or waits on the calling thread, depending on {@code
     * ai.streaming.conversations.when-busy}.
     *
     * @param id the application's name for the conversation, 1 to 256 characters; an unknown id starts a new conversation; {@code null}
     *     for no conversation
     * @throws AiException with {@code invalid_request} if the id is invalid
     * @throws IllegalStateException if {@code ai.streaming.conversations.store} is not set
     */
    TaskBuilder conversation(@Nullable String id);

    /**
     * Expects the answer to be an object that Jackson can read as this record or class. The provider gets its JSON Schema. Call this
     * method last.
     *
     * @throws IllegalStateException if there is no schema generator on the class path; the starter brings one
     * @throws IllegalArgumentException if Jackson cannot read the class
     */
    <T> ExpectingTask<T> expect(Class<T> type);

    /** Does the same for a generic type, such as {@code new ParameterizedTypeReference<List<Recipe>>() {}}. */
    <T> ExpectingTask<T> expect(ParameterizedTypeReference<T> type);

    /**
     * Expects the answer to match a JSON Schema. Call this method last.
     *
     * @throws AiException with {@code invalid_request} if the text is not a schema
     */
    ExpectingTask<JsonNode> expect(String schema);

    /** Expects the answer to be any JSON object. Call this method last. */
    ExpectingTask<JsonNode> json();

    /**
     * Streams the answer to the browser. Return the result from a Spring MVC controller.
     *
     * @throws IllegalStateException in an application without Spring MVC; the message says what to use instead
     */
    SseEmitter stream();

    /**
     * Returns the answer as a publisher, for WebFlux controllers. The provider is asked upon subscription. The subscriber's request
     * determines who owns the stream and, for a browser that reconnects, where it continues. A cancelled subscription counts as a client
     * disconnect. A subscriber that requests nothing counts as a browser that does not read, and {@code ai.streaming.write-timeout}
     * applies to it.
     *
     * <p>Like {@link #stream}, this method throws if the request is invalid. What is refused later, for example with {@code busy}, is
     * the publisher's error before the first item. The publisher allows one subscription, because a second one would cost a second answer:
     * it gets an {@link IllegalStateException}.
     *
     * <p>Outside of a WebFlux controller, a subscription belongs to no request. If its stream is kept, anybody who knows the id can read it.
     */
    Flow.Publisher<StreamBytes> publish();

    /**
     * Returns the whole answer. Blocks the calling thread until the answer is complete. An exception of {@link #onComplete} is thrown
     * as it is.
     *
     * @throws AiException if the answer fails
     */
    ChatResponse run();
}
