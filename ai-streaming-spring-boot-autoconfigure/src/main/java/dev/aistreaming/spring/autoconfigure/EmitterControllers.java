package dev.aistreaming.spring.autoconfigure;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Finds controllers in WebFlux applications that return emitters, which only Spring MVC can write. WebFlux would send the emitter as
 * JSON: {@code {"timeout":null}}.
 */
final class EmitterControllers {

    private EmitterControllers() {}

    static void refuse(RequestMappingInfoHandlerMapping mapping) {
        mapping.getHandlerMethods().values().forEach(EmitterControllers::refuse);
    }

    private static void refuse(HandlerMethod method) {
        if (Returned.mentions(method, ResponseBodyEmitter.class)) {
            throw new InvalidSettingException(
                    method.getShortLogMessage()
                            + " returns an SseEmitter, which Spring MVC writes, and this is a WebFlux application.",
                    "Return a Flow.Publisher<StreamBytes>, which task()...publish() and AiStreams.publish(..) give: see"
                            + " docs/webflux.md. Or add spring-boot-starter-webmvc, and set spring.main.web-application-type to"
                            + " servlet.");
        }
    }
}
