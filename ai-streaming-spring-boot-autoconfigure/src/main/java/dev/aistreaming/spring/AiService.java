package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.format.FrontEndRequest;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Asks an AI model. Return what {@link #stream} gives from a controller, and the browser sees the answer appear.
 *
 * <p>Failures of a stream reach the browser as an event; the other methods throw {@link dev.aistreaming.chat.AiException}. A
 * request that makes no sense, such as a blank prompt, is refused with that exception by all methods before anything is sent.
 *
 * <p>A {@code HEAD} request, for which Spring MVC runs a controller's {@code GET} method, gets the headers of a stream; no
 * provider is asked for it.
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

    /** Streams the answer that a front end asks for, in its own words. */
    default SseEmitter stream(FrontEndRequest request) {
        return task(request).stream();
    }

    /**
     * The answer in one piece. Blocks the calling thread until it is whole.
     *
     * @param prompt the question, not blank
     * @return the text of the answer
     */
    String ask(String prompt);

    /** The answer in one piece, with usage, finish reason and all. Blocks the calling thread until it is whole. */
    ChatResponse generate(ChatRequest request);

    /** Builds a request step by step. */
    TaskBuilder task();

    /**
     * Begins with what a front end asks for: its conversation, its format, and its name for the conversation as {@link
     * TaskBuilder#key key}. What is set then comes on top of it.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for what makes no sense
     */
    TaskBuilder task(FrontEndRequest request);

    /**
     * The service of another provider.
     *
     * @param name the name it is configured under
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} where there is none of this name
     */
    AiService provider(String name);
}
