package dev.aistreaming.spring.test;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.spring.AiService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An application with two providers whose keys the tests have not, and one of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            JettyServletWebServerAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class
        })
@Import(ScriptedAiApplication.Controller.class)
class ScriptedAiApplication {

    static final String PROVIDERS = "spring.application.json={\"ai.streaming\": {\"default-provider\": \"openai\","
            + "\"retry.max-attempts\": 1, \"providers\": {"
            + "\"openai\": {\"api-key\": \"${NO_SUCH_KEY}\", \"model\": \"${NO_SUCH_MODEL}\"},"
            + "\"claude\": {\"type\": \"anthropic\", \"api-key\": \"${NO_SUCH_KEY}\", \"model\": \"any\","
            + " \"headers.X-Team\": \"${NO_SUCH_TEAM}\"}}}}";

    @Bean
    ChatProvider house() {
        return new House();
    }

    /** Asks nobody in a test. */
    static final class House implements ChatProvider {

        @Override
        public String name() {
            return "house";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            throw new IllegalStateException("the house is asked");
        }
    }

    @RestController
    static class Controller {

        private final AiService ai;
        private final AiService claude;

        Controller(AiService ai, @Qualifier("claude") AiService claude) {
            this.ai = ai;
            this.claude = claude;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai.stream(question);
        }

        @GetMapping("/claude")
        SseEmitter claude(@RequestParam String question) {
            return claude.stream(question);
        }

        @GetMapping("/fallback")
        SseEmitter fallback(@RequestParam String question) {
            return ai.task().prompt(question).fallback("claude").stream();
        }
    }
}
