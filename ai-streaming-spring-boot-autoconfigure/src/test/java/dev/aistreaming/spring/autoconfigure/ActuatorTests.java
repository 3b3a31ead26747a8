package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Tag("integration")
class ActuatorTests {

    private static final String KEY = "sk-SECRET-4711";

    @Test
    void noEndpointShowsAKeyEvenWhereValuesAreShown() throws Exception {
        System.setProperty("test.some.key", KEY);
        try (ConfigurableApplicationContext context = SpringApplication.run(
                App.class,
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--ai.streaming.providers.openai.api-key=${test.some.key}",
                "--ai.streaming.providers.openai.headers.X-Auth=Bearer " + KEY,
                "--ai.streaming.providers.openai.model=gpt-test")) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (String endpoint : new String[] {"env", "configprops", "beans", "conditions", "env/test.some.key"}) {
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

                assertThat(response.statusCode()).as(endpoint).isEqualTo(200);
                assertThat(response.body()).as(endpoint).doesNotContain(KEY);
            }
        } finally {
            System.clearProperty("test.some.key");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class) // a database only where a test asks for one
    static class App {
        @Bean
        SecurityFilterChain everybodyMayLook(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
