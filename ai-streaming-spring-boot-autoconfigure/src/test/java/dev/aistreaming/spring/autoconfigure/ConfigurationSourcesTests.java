package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The ways by which a key gets into an application, up to the request that holds it. */
class ConfigurationSourcesTests {

    private static final String PROVIDERS = "ai.streaming.providers.";

    @TempDir
    Path directory;

    private final ScriptedServer provider =
            ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hi"), OpenAiWire.ending());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void environmentVariablesAlone() {
        ScriptedConnection.Request request = request(Map.of(
                "AI_STREAMING_PROVIDERS_OPENAI_API_KEY", "sk-environment",
                "AI_STREAMING_PROVIDERS_OPENAI_BASE_URL", provider.url().toString(),
                "AI_STREAMING_PROVIDERS_OPENAI_MODEL", "gpt-environment"));

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-environment");
        assertThat(request.body()).contains("\"gpt-environment\"");
    }

    @Test
    void environmentVariablesWithoutUnderscores() {
        ScriptedConnection.Request request = request(
                Map.of("AI_STREAMING_PROVIDERS_OPENAI_APIKEY", "sk-environment"),
                PROVIDERS + "openai.base-url=" + provider.url(),
                PROVIDERS + "openai.model=gpt-test");

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-environment");
    }

    @Test
    void environmentVariablesCannotNameAProviderWithADash() {
        String variable = "AI_STREAMING_PROVIDERS_MY_SERVER_API_KEY";
        Throwable failure = catchThrowable(() -> request(Map.of(variable, "sk-environment")));

        assertThat(FailedStart.fault(failure)).hasMessageContaining("ai.streaming.providers.my ");
        assertThat(FailedStart.fault(failure).remedy())
                .contains("environment variable")
                .contains("dash");
    }

    @Test
    void environmentVariablesGoBeforeFiles() throws IOException {
        ScriptedConnection.Request request = request(
                Map.of("AI_STREAMING_PROVIDERS_OPENAI_API_KEY", "sk-environment"), application("api-key: sk-file\n"));

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-environment");
    }

    @Test
    void placeholdersOfEnvironmentVariables() throws IOException {
        ScriptedConnection.Request request =
                request(Map.of("OPENAI_API_KEY", "sk-placeholder"), application("api-key: ${OPENAI_API_KEY}\n"));

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-placeholder");
    }

    @Test
    void namesInAnySpelling() {
        ScriptedConnection.Request request = request(
                Map.of(),
                PROVIDERS + "openai.apiKey=sk-camel",
                PROVIDERS + "openai.base_url=" + provider.url(),
                PROVIDERS + "openai.MODEL=gpt-upper",
                "ai.streaming.expose_provider_errors=true");

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-camel");
        assertThat(request.body()).contains("\"gpt-upper\"");
    }

    @Test
    void springApplicationJson() {
        ScriptedConnection.Request request = request(Map.of("SPRING_APPLICATION_JSON", """
                {"ai":{"streaming":{"providers":{"openai":{
                  "api-key":"sk-json","base-url":"%s","model":"gpt-test","max-tokens":7,"options":{"top_k":40}}}}}}
                """.formatted(provider.url())));

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-json");
        assertThat(request.body()).contains("\"max_tokens\":7").contains("\"top_k\":40");
    }

    @Test
    void profiles() throws IOException {
        String location = application("api-key: sk-common\n");
        Files.writeString(directory.resolve("application-production.yml"), """
                ai.streaming.providers.openai.api-key: sk-production
                """);

        assertThat(request(Map.of(), location).headers()).containsEntry("authorization", "Bearer sk-common");
        assertThat(request(Map.of("SPRING_PROFILES_ACTIVE", "production"), location)
                        .headers())
                .containsEntry("authorization", "Bearer sk-production");
    }

    @Test
    void mountedFiles() throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("ai.streaming.providers.openai.api-key"), "sk-mounted\n");
        ScriptedConnection.Request request =
                request(Map.of(), application(""), "spring.config.import=configtree:" + secrets + "/");

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-mounted");
    }

    @Test
    void directoriesOfMountedFiles() throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.createDirectories(secrets.resolve("ai/streaming/providers/openai"));
        Files.writeString(secrets.resolve("ai/streaming/providers/openai/api-key"), "sk-mounted");
        ScriptedConnection.Request request =
                request(Map.of(), application(""), "spring.config.import=configtree:" + secrets + "/");

        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-mounted");
    }

    @Test
    void aMountedFileThatChangesIsReadAtTheNextStart() throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Path key = Files.writeString(secrets.resolve("ai.streaming.providers.openai.api-key"), "sk-old");
        String[] properties = {application(""), "spring.config.import=configtree:" + secrets + "/"};
        try (ConfigurableApplicationContext context = start(Map.of(), properties)) {
            Files.writeString(key, "sk-new");
            assertThat(ask(context).headers()).containsEntry("authorization", "Bearer sk-old");
        }
        assertThat(request(Map.of(), properties).headers()).containsEntry("authorization", "Bearer sk-new");
    }

    @Test
    void furtherHeaders() throws IOException {
        ScriptedConnection.Request request = request(
                Map.of(), application("headers:\n          X-Title: My application\n          OpenAI-Project: p1\n"));

        assertThat(request.headers())
                .containsEntry("x-title", "My application")
                .containsEntry("openai-project", "p1")
                .doesNotContainKey("authorization");
    }

    @Test
    void optionsInYamlKeepTheirTypes() throws IOException {
        ScriptedConnection.Request request = request(Map.of(), application("""
                options: {user: "12345", zip: "00501", flag: "true", top_k: 40, min_p: 0.05, store: false,
                          metadata: {order: "7", count: 7}, tags: ["1", 2]}
                """));

        assertThat(request.body())
                .contains("\"user\":\"12345\"", "\"zip\":\"00501\"", "\"flag\":\"true\"")
                .contains("\"top_k\":40", "\"min_p\":0.05", "\"store\":false")
                .contains("\"order\":\"7\"", "\"count\":7", "\"tags\":[\"1\",2]");
    }

    @Test
    void optionsFromPlaceholdersInYamlAreTexts() throws IOException {
        ScriptedConnection.Request request = request(
                Map.of("TOP_K", "40", "ACCOUNT", "12345"),
                application("options: {top_k: \"${TOP_K}\", user: '\"${ACCOUNT}\"'}\n"));

        assertThat(request.body()).contains("\"top_k\":40", "\"user\":\"12345\"");
    }

    @Test
    void optionsInJsonKeepTheirTypes() throws IOException {
        String json = """
                {"ai.streaming.providers.openai.options": {"user": "12345", "top_k": 40}}""";
        ScriptedConnection.Request request = request(Map.of("SPRING_APPLICATION_JSON", json), application(""));

        assertThat(request.body()).contains("\"user\":\"12345\"", "\"top_k\":40");
    }

    @Test
    void optionsInPropertiesAreWhatTheyLookLikeUnlessTheyAreQuoted() throws IOException {
        String options = PROVIDERS + "openai.options.";
        ScriptedConnection.Request request = request(
                Map.of(),
                application(""),
                options + "top_k=40",
                options + "store=false",
                options + "user=\"12345\"",
                options + "thinking.budget_tokens=1024");

        assertThat(request.body())
                .contains("\"top_k\":40", "\"store\":false", "\"user\":\"12345\"", "\"budget_tokens\":1024");
    }

    /** An application.yml with this and what else a provider needs. */
    private String application(String provider) throws IOException {
        Files.writeString(directory.resolve("application.yml"), """
                ai:
                  streaming:
                    providers:
                      openai:
                        base-url: %s
                        model: gpt-test
                        %s
                """.formatted(this.provider.url(), provider));
        return "spring.config.location=file:" + directory + "/";
    }

    /** The request that the provider gets from an application of its own. */
    private ScriptedConnection.Request request(Map<String, Object> variables, String... properties) {
        try (ConfigurableApplicationContext context = start(variables, properties)) {
            return ask(context);
        }
    }

    private ScriptedConnection.Request ask(ConfigurableApplicationContext context) {
        int before = provider.requests().size();
        assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
        return provider.requests().get(before);
    }

    private static ConfigurableApplicationContext start(Map<String, Object> variables, String... properties) {
        StandardEnvironment environment = new StandardServletEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new SpringApplicationBuilder(Application.class)
                .environment(environment)
                .contextFactory(type -> {
                    AnnotationConfigServletWebApplicationContext context =
                            new AnnotationConfigServletWebApplicationContext();
                    context.setServletContext(new MockServletContext());
                    return context;
                })
                .run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(AiStreamingAutoConfiguration.class)
    static class Application {}
}
