package dev.aistreaming.spring;

import dev.aistreaming.chat.ErrorCode;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;

/**
 * Calls what may wait, and what asks whose request it is, from a controller of WebFlux, which has neither a thread to wait on nor a request on
 * it: {@link AiStreams#stop}, {@link AiConversations}, {@link TaskBuilder#run} and their like. A bean of WebFlux applications.
 */
public interface AiRequests {

    /**
     * Calls code for the request of whoever subscribes: return this from a controller.
     *
     * <p>Where the client leaves meanwhile, the code is interrupted, as Reactor does it: an answer that it waits for is cancelled, and costs
     * nothing more. What has to be done in any case is not to be done here.
     *
     * <p>Where too much is being called already, which happens on JDK 17 only, the error is {@link ErrorCode#BUSY}.
     *
     * @param code called at each subscription, on a thread that may wait; what it throws is the publisher's error, and for
     *     {@code null} nothing is published
     * @return publishes what the code returns
     */
    <T> Flow.Publisher<T> call(Callable<? extends T> code);
}
