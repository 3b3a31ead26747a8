package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.format.FrontEndRequest;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Asks an AI model. Return the result of {@link #stream} from a controller, and the answer appears in the browser token by token.
 *
 * <p>A stream that fails tells the browser with an error event. The other methods throw {@link dev.aistreaming.chat.AiException}.
 * All methods refuse an invalid request, such as a blank prompt, with that exception before anything is sent.
 *
 * <p>Spring MVC runs a controller's {@code GET} method for {@code HEAD} requests, too. A stream answers them with its headers and
 * does not call the provider.
 */
public interface AiService {

    /**
     * Streams the answer to a question.
     *
     * @param prompt the question, not blank
     */
    SseEmitter stream(String prompt);

    /** Streams the answer to a request. */
    SseEmitter stream(ChatRequest request);

    /** Streams the answer to the request of a front end, in the front end's own protocol. */
    default SseEmitter stream(FrontEndRequest request) {
        return task(request).stream();
    }

    /**
     * Returns the whole answer as text. Blocks the calling thread until the answer is complete.
     *
     * @param prompt the question, not blank
     * @return the text of the answer
     */
    String ask(String prompt);

    /** Returns the whole answer with its usage and finish reason. Blocks the calling thread until the answer is complete. */
    ChatResponse generate(ChatRequest request);

    /** Starts a request that is built step by step. */
    TaskBuilder task();

    /**
     * Starts a request from what a front end has sent: its messages, its protocol, and its name for the conversation, which becomes the
     * {@link TaskBuilder#key key}. Later settings are added to it.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the front end's request is invalid
     */
    TaskBuilder task(FrontEndRequest request);

    /**
     * Returns the service of another provider.
     *
     * @param name the name under which the provider is configured
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if there is no provider of this name
     */
    AiService provider(String name);
}
