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
 * A question with its settings, ended by {@link #stream()} or {@link #run()}. What is not set here is not sent, unless the
 * provider's configuration sets it. Not for several threads at a time.
 */
public interface TaskBuilder {

    /** The instruction at the head of the conversation. */
    TaskBuilder system(@Nullable String system);

    /**
     * The question; comes after all messages, whenever it is set.
     *
     * @throws AiException with {@code invalid_request} for a blank prompt
     */
    TaskBuilder prompt(String prompt);

    /**
     * A picture that belongs to the question. Several keep their order.
     *
     * @param image such as {@code Media.bytes(file.getBytes(), "image/png")}, or the address of one, which the provider fetches
     */
    TaskBuilder image(Media image);

    /**
     * As {@link #image(Media)}.
     *
     * @param image a {@code MultipartFile} or a {@code Resource}, read at once; what it is, its bytes say
     * @throws AiException with {@code invalid_request} for what is no image, and for a resource at an address: that is
     *     {@link Media#url}
     */
    TaskBuilder image(InputStreamSource image);

    /**
     * A document that belongs to the question. Several keep their order.
     *
     * @param filename what the model is told it is called; some providers ask for it
     */
    TaskBuilder file(Media file, @Nullable String filename);

    /**
     * As {@link #file(Media, String)}, called as it is.
     *
     * @param file a {@code MultipartFile} or a {@code Resource}, read at once; what it is, its bytes say or, where they do not, the
     *     browser or the ending of its name
     * @throws AiException with {@code invalid_request} where nothing says what it is, and for a resource at an address: that is
     *     {@link Media#url}
     */
    TaskBuilder file(InputStreamSource file);

    /** A sound that belongs to the question. */
    TaskBuilder audio(Media audio);

    /**
     * As {@link #audio(Media)}.
     *
     * @param audio a {@code MultipartFile} or a {@code Resource}, read at once; what it is, its bytes say
     * @throws AiException with {@code invalid_request} for what is no sound, and for a resource at an address
     */
    TaskBuilder audio(InputStreamSource audio);

    /**
     * Appends an earlier turn of the conversation. An assistant's blank one, such as a mere tool call, is left out.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @throws AiException with {@code invalid_request} for an unknown role, and for a blank text of another role, naming its
     *     index
     */
    default TaskBuilder message(String role, String text) {
        return message(Role.of(role), text);
    }

    /**
     * Appends an earlier turn of the conversation. An assistant's blank one, such as a mere tool call, is left out.
     *
     * @throws AiException with {@code invalid_request} for a blank text of another role, naming its index
     */
    TaskBuilder message(Role role, String text);

    /** Appends earlier turns of the conversation, oldest first. */
    TaskBuilder messages(List<Message> messages);

    /** The model's name at the provider, instead of the configured one. */
    TaskBuilder model(@Nullable String model);

    /** Randomness; the range is the provider's (0 to 2, Anthropic 0 to 1, Mistral 0 to 1.5). */
    TaskBuilder temperature(@Nullable Double temperature);

    /** Nucleus sampling, 0 to 1. */
    TaskBuilder topP(@Nullable Double topP);

    /** The longest answer, in tokens. */
    TaskBuilder maxTokens(@Nullable Integer maxTokens);

    /** Texts at which the model stops. */
    TaskBuilder stop(String... stop);

    /** Asks for the same answer to the same request, where the provider knows it. */
    TaskBuilder seed(@Nullable Long seed);

    /** How much the model thinks before it answers, where it can. */
    TaskBuilder reasoning(@Nullable ReasoningEffort reasoning);

    /**
     * Offers tools that beans declare, methods annotated with {@link AiTool} and beans of type {@link LocalTool}, and those of MCP
     * servers. No tool is offered where no task names it.
     *
     * @param names of tools; one that ends with {@code *} stands for all tools whose names begin like it
     * @throws AiException with {@code invalid_request} for a name that no tool has, and with {@code tool_failed} for tools of an MCP
     *     server that cannot be reached
     */
    TaskBuilder tools(String... names);

    /** Offers tools that run here. No two may have the same name. */
    TaskBuilder tools(LocalTool... tools);

    /**
     * Offers tools of the front end: a call ends the answer with the finish reason {@code tool_calls}, and the next request brings the
     * result.
     */
    TaskBuilder tools(Tool... tools);

    /** Sets what has no method here: the choice of a tool, the form of the answer and the rest of a request. */
    TaskBuilder request(Consumer<ChatRequest.Builder> settings);

    /** A further field of the request's body, by the provider's own name. */
    TaskBuilder option(String key, Object value);

    /**
     * Who is asked, one after the other, where the provider fails before it has delivered anything; each with its own model.
     * Takes the place of the configured fallbacks; without a name, there are none.
     *
     * @throws AiException with {@code invalid_request} for a name that is not configured
     */
    TaskBuilder fallback(String... providers);

    /**
     * What becomes of the answer where its provider fails in the middle of it, instead of what {@code ai.streaming.failover} says: it ends
     * with the error, or begins anew with the next of the {@linkplain #fallback fallbacks}. The browser is told that what it has
     * got is void; formats that cannot tell it ({@code openai}, {@code text}) end with the error. What is called back, saved and
     * returned is the answer that is whole.
     */
    default TaskBuilder failover(Failover failover) {
        return request(failover::addTo);
    }

    /**
     * Called once with the whole answer, so that it can be saved; for a stream before the browser is told that it is
     * complete. Not called for an answer that failed, or that the browser did not wait for. May be set several times: each
     * callback is called, in this order, even if an earlier one throws.
     *
     * <p>A callback that throws fails the stream: the browser gets an error event with the code {@code internal} instead of
     * the end of a complete answer, and {@link #onError} is called with that error, whose cause is what was thrown.
     */
    TaskBuilder onComplete(Consumer<ChatResponse> onComplete);

    /**
     * Called once if the answer fails; with {@code cancelled} where the browser has left, and with {@code internal} where
     * {@link #onComplete} has thrown. {@link AiException#partial()} has what had arrived of the answer. May be set several times: each callback is called, in this order, even if an earlier
     * one throws. What one throws is logged.
     */
    TaskBuilder onError(Consumer<AiException> onError);

    /**
     * Called once for a stream, before the model is asked, with the means to send events of one's own. May be set several times: each
     * callback is called, in this order. What one throws fails the stream, and the model is not asked. Not called by {@link #run}.
     */
    TaskBuilder onStart(Consumer<AiStream> onStart);

    /**
     * Whether the answer is kept, so that a browser that comes back gets the rest; by default it is, where
     * {@code ai.streaming.resume.enabled} is true. One that is not ends when its browser leaves.
     */
    TaskBuilder resumable(boolean resumable);

    /**
     * In whose words the browser gets the answer, instead of those that {@code ai.streaming.sse.format} names.
     *
     * @param name of a format, such as {@code json}; formats are the library's own and the application's beans
     * @throws AiException with {@code invalid_request} for a name that no format has
     */
    TaskBuilder format(String name);

    /**
     * What the application calls the stream, such as the id of a chat, besides its own id: {@link AiStreams#resumeByKey} and its like
     * find the last stream of a key. A key belongs to the stream's {@linkplain StreamOwnerResolver owner}; two owners may have the
     * same. What is nobody's, may be read and stopped by whoever knows its key: then the key must be one that nobody can guess.
     *
     * @param key 1 to 256 characters; {@code null}: none
     * @throws AiException with {@code invalid_request} for one that is blank or longer
     */
    TaskBuilder key(@Nullable String key);

    /**
     * Asks within a conversation that is kept: its earlier messages are sent, as far as the {@code
     * ai.streaming.conversations.window} goes, the question is saved before it is asked, and the answer when it ends, with all calls
     * and results of tools. An answer that was stopped, cut or failed is saved as far as it came.
     *
     * <p>The question is what stands in the task after the last message of the model's. What comes before it is not sent: the kept
     * conversation takes its place. It belongs to the {@linkplain StreamOwnerResolver owner} of the request under way. While another
     * answer of it is being written, this one is refused with {@code busy}, or waits on the calling thread, as {@code
     * ai.streaming.conversations.when-busy} says.
     *
     * @param id the application's own name for it, 1 to 256 characters; one that is not known yet begins a conversation; {@code
     *     null}: none
     * @throws AiException with {@code invalid_request} for what cannot be an id
     * @throws IllegalStateException where conversations are not kept, for {@code ai.streaming.conversations.store} is not set
     */
    TaskBuilder conversation(@Nullable String id);

    /**
     * The answer has to be an object that Jackson reads as a record or class; its JSON Schema is sent along. To be called last.
     *
     * @throws IllegalStateException where there is no generator of schemas on the class path; the starter brings one
     * @throws IllegalArgumentException for a class that Jackson does not read
     */
    <T> ExpectingTask<T> expect(Class<T> type);

    /** The same for a type that no class can say, such as {@code new ParameterizedTypeReference<List<Recipe>>() {}}. */
    <T> ExpectingTask<T> expect(ParameterizedTypeReference<T> type);

    /**
     * The answer has to be what a JSON Schema says. To be called last.
     *
     * @throws AiException with {@code invalid_request} for what is no schema
     */
    ExpectingTask<JsonNode> expect(String schema);

    /** The answer has to be a JSON object, whatever is in it. To be called last. */
    ExpectingTask<JsonNode> json();

    /**
     * Streams the answer to the browser: return it from a controller of Spring MVC.
     *
     * @throws IllegalStateException in an application without Spring MVC, which says what to do instead
     */
    SseEmitter stream();

    /**
     * The answer as a publisher, for a controller of WebFlux to return. Nobody is asked before somebody subscribes, and then whoever
     * has done so asks: whose stream it is, and where a browser that comes back left off, its request tells. A subscription that is
     * cancelled is a browser that has left; one that requests nothing is one that takes nothing, and {@code
     * ai.streaming.write-timeout} is for it, too.
     *
     * <p>What makes no sense by itself is thrown here, as by {@link #stream}. What is refused later, as with {@code busy}, is the
     * error of the publisher, before it has published anything. It takes one subscription: a second one gets an {@link
     * IllegalStateException} as its error, since it would be paid for again.
     *
     * <p>Outside of a controller of WebFlux a subscription belongs to nobody's request: what is kept of it may be read by
     * whoever knows its id.
     */
    Flow.Publisher<StreamBytes> publish();

    /**
     * The answer in one piece. Blocks the calling thread until it is whole. What {@link #onComplete} throws is thrown from
     * here as it is.
     *
     * @throws AiException for every failure
     */
    ChatResponse run();
}
