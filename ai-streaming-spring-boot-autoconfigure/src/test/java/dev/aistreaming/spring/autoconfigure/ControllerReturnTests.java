package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Controllers that return what their framework cannot write stop the start, and others do not. */
class ControllerReturnTests {

    private static void refuseInWebFlux(Class<?> controller) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(controller);
            context.refresh();
            RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
            mapping.setApplicationContext(context);
            mapping.afterPropertiesSet();
            EmitterControllers.refuse(mapping);
        }
    }

    private static WebApplicationContextRunner springMvc(Class<?> controller) {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        AiStreamingAutoConfiguration.class))
                .withBean(ScriptedProvider.class, () -> ScriptedProvider.named("scripted"))
                .withBean(controller);
    }

    @ParameterizedTest
    @ValueSource(classes = {Emitting.class, EmittingLater.class, EmittingResponseLater.class})
    void anEmitterStopsTheStartOfWebFluxWhateverItIsWrappedIn(Class<?> controller) {
        assertThatThrownBy(() -> refuseInWebFlux(controller))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("returns an SseEmitter");
    }

    @ParameterizedTest
    @ValueSource(classes = {Publishing.class, Comparing.class})
    void anythingElseDoesNot(Class<?> controller) {
        assertThatCode(() -> refuseInWebFlux(controller)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(classes = {Publishing.class, PublishingFlux.class})
    void aPublishedAnswerStopsTheStartOfSpringMvc(Class<?> controller) {
        springMvc(controller).run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining("returns a publisher of StreamBytes");
            assertThat(fault.remedy()).contains("task()...stream()");
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Emitting.class, Comparing.class})
    void anythingElseStartsInSpringMvc(Class<?> controller) {
        springMvc(controller).run(context -> assertThat(context).hasNotFailed());
    }

    @RestController
    static class Emitting {
        @GetMapping("/")
        ResponseEntity<SseEmitter> answer() {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class EmittingLater {
        @GetMapping("/")
        ResponseEntity<Mono<SseEmitter>> answer() {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class EmittingResponseLater {
        @GetMapping("/")
        Mono<ResponseEntity<SseEmitter>> answer() {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class Publishing {
        @GetMapping("/")
        ResponseEntity<Flow.Publisher<StreamBytes>> answer() {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class PublishingFlux {
        @GetMapping("/")
        Flux<StreamBytes> answer() {
            throw new UnsupportedOperationException();
        }
    }

    /** Types that have themselves as arguments, and arguments that are not said. */
    @RestController
    @SuppressWarnings("rawtypes")
    static class Comparing {
        @GetMapping("/compared")
        <T extends Comparable<T>> Mono<T> compared() {
            throw new UnsupportedOperationException();
        }

        @GetMapping("/any")
        Map<String, ? extends Mono> any() {
            throw new UnsupportedOperationException();
        }
    }
}
