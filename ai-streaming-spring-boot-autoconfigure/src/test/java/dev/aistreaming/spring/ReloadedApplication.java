package dev.aistreaming.spring;

import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An application whose classes are loaded several times: it has callbacks, a tool and an expected type of its own. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    AiStreamingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@Import(ReloadedApplication.Chat.class)
public class ReloadedApplication {

    public record City(String name) {}

    public record Answer(String city) {}

    public static class Weather {

        @AiTool("Tells the weather")
        public String weather(City city) {
            return "cold in " + city;
        }
    }

    @Bean
    Weather weather() {
        return new Weather();
    }

    @RestController
    static class Chat {

        private final AiService ai;
        private volatile @Nullable Object last;

        Chat(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai
                    .task()
                    .prompt(question)
                    .tools("weather")
                    .onComplete(response -> last = response)
                    .onError(error -> last = error)
                    .stream();
        }

        @GetMapping("/last")
        String last() {
            return String.valueOf(last);
        }

        @GetMapping("/object")
        SseEmitter object(@RequestParam String question) {
            return ai.task().prompt(question).expect(Answer.class).stream();
        }
    }
}
