package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.StreamBytes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Controllers of Spring MVC that return what only WebFlux can write. Spring MVC would answer each of their requests with a publisher as JSON, or
 * with an error that does not tell what to do.
 */
final class PublisherControllers {

    private PublisherControllers() {}

    static void refuse(RequestMappingInfoHandlerMapping mapping) {
        mapping.getHandlerMethods().values().forEach(PublisherControllers::refuse);
    }

    private static void refuse(HandlerMethod method) {
        if (Returned.mentions(method, StreamBytes.class)) {
            throw new InvalidSettingException(
                    method.getShortLogMessage()
                            + " returns a publisher of StreamBytes, which WebFlux writes, and this is a servlet application.",
                    "Return the SseEmitter that task()...stream() and AiStreams.resume(..) give, in place of publish(). Or set"
                            + " spring.main.web-application-type to reactive, with spring-boot-starter-webflux.");
        }
    }
}
