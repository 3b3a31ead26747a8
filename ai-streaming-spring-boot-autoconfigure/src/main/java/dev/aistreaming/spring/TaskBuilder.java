package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A question with its settings, ended by {@link #stream()} or {@link #run()}. What is not set here is not sent, unless the
 * provider's configuration sets it. Not for several threads at a time.
 */
public final class TaskBuilder {

    private StreamingAiService service;
    private final ChatRequest.Builder request = ChatRequest.builder();
    private @Nullable Message prompt;
    private Callbacks<ChatResponse> onComplete = Callbacks.none();
    private Callbacks<AiException> onError = Callbacks.none();
    private boolean resumable = true;

    TaskBuilder(StreamingAiService service) {
        this.service = service;
    }

    /** The instruction at the head of the conversation. */
    public TaskBuilder system(@Nullable String system) {
        request.system(system);
        return this;
    }

    /**
     * The question; comes after all messages, whenever it is set.
     *
     * @throws AiException with {@code invalid_request} for a blank prompt
     */
    public TaskBuilder prompt(String prompt) {
        this.prompt = ChatRequest.of(prompt).messages().get(0);
        return this;
    }

    /**
     * Appends an earlier turn of the conversation. An assistant's blank one, such as a mere tool call, is left out.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @throws AiException with {@code invalid_request} for an unknown role, and for a blank text of another role, naming its
     *     index
     */
    public TaskBuilder message(String role, String text) {
        return message(Role.of(role), text);
    }

    /**
     * Appends an earlier turn of the conversation. An assistant's blank one, such as a mere tool call, is left out.
     *
     * @throws AiException with {@code invalid_request} for a blank text of another role, naming its index
     */
    public TaskBuilder message(Role role, String text) {
        request.message(role, text);
        return this;
    }

    /** Appends earlier turns of the conversation, oldest first. */
    public TaskBuilder messages(List<Message> messages) {
        request.messages(messages);
        return this;
    }

    /** The model's name at the provider, instead of the configured one. */
    public TaskBuilder model(@Nullable String model) {
        request.model(model);
        return this;
    }

    /** Randomness; the range is the provider's (0 to 2, Anthropic 0 to 1, Mistral 0 to 1.5). */
    public TaskBuilder temperature(@Nullable Double temperature) {
        request.temperature(temperature);
        return this;
    }

    /** Nucleus sampling, 0 to 1. */
    public TaskBuilder topP(@Nullable Double topP) {
        request.topP(topP);
        return this;
    }

    /** The longest answer, in tokens. */
    public TaskBuilder maxTokens(@Nullable Integer maxTokens) {
        request.maxTokens(maxTokens);
        return this;
    }

    /** Texts at which the model stops. */
    public TaskBuilder stop(String... stop) {
        request.stop(stop);
        return this;
    }

    /** Asks for the same answer to the same request, where the provider knows it. */
    public TaskBuilder seed(@Nullable Long seed) {
        request.seed(seed);
        return this;
    }

    /** A further field of the request's body, by the provider's own name. */
    public TaskBuilder option(String key, Object value) {
        request.option(key, value);
        return this;
    }

    /**
     * Who is asked, one after the other, where the provider fails before it has delivered anything; each with its own model.
     * Takes the place of the configured fallbacks; without a name, there are none.
     *
     * @throws AiException with {@code invalid_request} for a name that is not configured
     */
    public TaskBuilder fallback(String... providers) {
        service = service.withFallbacks(Arrays.asList(providers));
        return this;
    }

    /**
     * Called once with the whole answer, so that it can be saved; for a stream before the browser is told that it is
     * complete. Not called for an answer that failed, or that the browser did not wait for. May be set several times: each
     * callback is called, in this order, even if an earlier one throws.
     *
     * <p>A callback that throws fails the stream: the browser gets an error event with the code {@code internal} instead of
     * the end of a complete answer, and {@link #onError} is called with that error, whose cause is what was thrown.
     */
    public TaskBuilder onComplete(Consumer<ChatResponse> onComplete) {
        this.onComplete = this.onComplete.and(onComplete);
        return this;
    }

    /**
     * Called once if the answer fails; with {@code cancelled} where the browser has left, and with {@code internal} where
     * {@link #onComplete} has thrown. {@link AiException#partial()} has what had arrived of the answer. May be set several times: each callback is called, in this order, even if an earlier
     * one throws. What one throws is logged.
     */
    public TaskBuilder onError(Consumer<AiException> onError) {
        this.onError = this.onError.and(onError);
        return this;
    }

    /**
     * Whether the answer is kept, so that a browser that comes back gets the rest; by default it is, where
     * {@code ai.streaming.resume.enabled} is true. One that is not ends when its browser leaves.
     */
    public TaskBuilder resumable(boolean resumable) {
        this.resumable = resumable;
        return this;
    }

    /** Streams the answer to the browser. */
    public SseEmitter stream() {
        return service.stream(request(), new StreamOptions(onComplete, onError, resumable));
    }

    /**
     * The answer in one piece. Blocks the calling thread until it is whole. What {@link #onComplete} throws is thrown from
     * here as it is.
     *
     * @throws AiException for every failure
     */
    public ChatResponse run() {
        ChatResponse response;
        try {
            response = service.generate(request());
        } catch (Throwable e) {
            AiException error = e instanceof AiException known
                    ? known
                    : AiException.of(ErrorCode.INTERNAL).cause(e).build();
            try {
                onError.accept(error);
            } catch (Throwable fault) {
                if (!fault.equals(error)) {
                    error.addSuppressed(fault);
                }
            }
            throw error;
        }
        onComplete.accept(response);
        return response;
    }

    private ChatRequest request() {
        ChatRequest.Builder whole = request;
        if (prompt != null) {
            whole.message(prompt);
            prompt = null;
        }
        return whole.build();
    }
}
