package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.Certificates;
import dev.aistreaming.testing.OpenAiWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class SslBundleTests {

    @TempDir
    static Path directory;

    private static Certificates ofServer;
    private static Certificates ofSomebodyElse;

    private final List<String> protocols = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private WebApplicationContextRunner application;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        ofServer = Certificates.create(directory, "server");
        ofSomebodyElse = Certificates.create(directory, "somebody");
    }

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        start(false);
    }

    private void start(boolean wantsCertificate) throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ofServer.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(wantsCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", this::answer);
        server.start();
        application = new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(AiStreamingAutoConfiguration.class, SslAutoConfiguration.class))
                .withPropertyValues(
                        "ai.streaming.providers.openai.base-url=https://localhost:"
                                + server.getAddress().getPort(),
                        "ai.streaming.providers.openai.model=gpt-test",
                        "ai.streaming.retry.max-attempts=1",
                        "spring.ssl.bundle.pem.provider.truststore.certificate=file:" + ofServer.pem(),
                        "spring.ssl.bundle.pem.other.truststore.certificate=file:" + ofSomebodyElse.pem());
    }

    private void answer(HttpExchange exchange) throws IOException {
        protocols.add(((HttpsExchange) exchange).getSSLSession().getProtocol());
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        byte[] body =
                (OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void trustsInWhatTheBundleTrustsIn() {
        application
                .withPropertyValues("ai.streaming.providers.openai.ssl.bundle=provider")
                .run(context -> assertThat(ask(context)).isEqualTo("Hi"));
    }

    @Test
    void withoutABundleOfItsOwnTrustsInWhatOtherClientsTrustIn() {
        WebApplicationContextRunner withOtherClients = application
                .withConfiguration(AutoConfigurations.of(
                        AiStreamingHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
                .withPropertyValues("spring.http.clients.ssl.bundle=provider");

        withOtherClients.run(context -> assertThat(ask(context)).isEqualTo("Hi"));
        withOtherClients
                .withPropertyValues("ai.streaming.providers.openai.ssl.bundle=other")
                .run(context -> assertThat(failure(context).code()).isEqualTo(ErrorCode.NETWORK));
    }

    @Test
    void doesNotTrustInACertificateThatNobodyKnows() {
        application.run(context -> assertThat(failure(context).code()).isEqualTo(ErrorCode.NETWORK));
        application
                .withPropertyValues("ai.streaming.providers.openai.ssl.bundle=other")
                .run(context -> assertThat(failure(context).code()).isEqualTo(ErrorCode.NETWORK));
        assertThat(protocols).isEmpty();
    }

    @Test
    void showsTheCertificateOfTheBundle() throws IOException, GeneralSecurityException {
        stop();
        start(true);
        application
                .withPropertyValues("ai.streaming.providers.openai.ssl.bundle=provider")
                .run(context -> assertThat(failure(context).code()).isEqualTo(ErrorCode.NETWORK));
        application
                .withPropertyValues(
                        "spring.ssl.bundle.jks.mutual.truststore.location=file:" + ofServer.store(),
                        "spring.ssl.bundle.jks.mutual.truststore.password=" + Certificates.PASSWORD,
                        "spring.ssl.bundle.jks.mutual.keystore.location=file:" + ofServer.store(),
                        "spring.ssl.bundle.jks.mutual.keystore.password=" + Certificates.PASSWORD,
                        "ai.streaming.providers.openai.ssl.bundle=mutual")
                .run(context -> assertThat(ask(context)).isEqualTo("Hi"));
    }

    @Test
    void speaksTheProtocolsOfTheBundle() {
        WebApplicationContextRunner trusting =
                application.withPropertyValues("ai.streaming.providers.openai.ssl.bundle=provider");
        trusting.run(SslBundleTests::ask);
        trusting.withPropertyValues("spring.ssl.bundle.pem.provider.options.enabled-protocols=TLSv1.2")
                .run(SslBundleTests::ask);

        assertThat(protocols).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void newConnectionsUseABundleThatIsReloaded() throws IOException {
        Path trusted = Files.copy(ofSomebodyElse.pem(), directory.resolve("trusted.pem"));
        application
                .withPropertyValues(
                        "ai.streaming.providers.openai.ssl.bundle=changing",
                        "spring.ssl.bundle.watch.file.quiet-period=10ms",
                        "spring.ssl.bundle.pem.changing.reload-on-update=true",
                        "spring.ssl.bundle.pem.changing.truststore.certificate=file:" + trusted)
                .run(context -> {
                    assertThat(failure(context).code()).isEqualTo(ErrorCode.NETWORK);
                    Files.copy(ofServer.pem(), trusted, StandardCopyOption.REPLACE_EXISTING);
                    await().ignoreExceptionsInstanceOf(AiException.class)
                            .until(() -> ask(context).equals("Hi"));
                });
    }

    @Test
    void providersWithTheSameBundleShareTheirConnections() {
        application.run(context -> {
            HttpSettingsMapper mapper = new HttpSettingsMapper(
                    context.getBean(AiStreamingProperties.class),
                    ConnectionDefaults.NONE,
                    null,
                    new BundleContexts(context.getBean(SslBundles.class)));

            assertThat(settings(mapper, "a", "provider")).isEqualTo(settings(mapper, "b", "provider"));
            assertThat(settings(mapper, "a", "provider")).isNotEqualTo(settings(mapper, "b", "other"));
        });
    }

    private static HttpSettings settings(HttpSettingsMapper mapper, String name, String bundle) {
        ProviderProperties provider = new ProviderProperties(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                ProviderProperties.Timeouts.COMMON,
                ProviderProperties.Retry.COMMON,
                new ProviderProperties.Proxy(null, null, null, null, null),
                new ProviderProperties.Ssl(bundle));
        return mapper.map(name, provider, URI.create("https://localhost"), null);
    }

    @Test
    void stopsForABundleThatDoesNotExist() {
        application
                .withPropertyValues("ai.streaming.providers.openai.ssl.bundle=nobody")
                .run(context -> {
                    InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
                    assertThat(fault).hasMessageContaining("ai.streaming.providers.openai.ssl.bundle is 'nobody'");
                    assertThat(fault.remedy()).contains("spring.ssl.bundle.pem.nobody", "provider", "other");
                });
    }

    @Test
    void stopsForABundleThatCannotBeLoaded() {
        application
                .withPropertyValues(
                        "ai.streaming.providers.openai.ssl.bundle=broken",
                        "spring.ssl.bundle.pem.broken.truststore.certificate=file:" + directory.resolve("nowhere.pem"))
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("'broken'")
                        .hasMessageContaining("nowhere.pem")
                        .hasCauseInstanceOf(RuntimeException.class));
    }

    @Test
    void stopsForABundleWhereThereIsNoTls() {
        application
                .withPropertyValues(
                        "ai.streaming.providers.openai.ssl.bundle=provider",
                        "ai.streaming.providers.openai.base-url=http://localhost:1")
                .run(context -> {
                    InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
                    assertThat(fault).hasMessageContaining("without TLS");
                    assertThat(fault.remedy()).contains("ai.streaming.providers.openai.base-url");
                });
    }

    @Test
    void stopsForABundleWhereThereAreNone() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
                .withPropertyValues(
                        "ai.streaming.providers.openai.api-key=k",
                        "ai.streaming.providers.openai.model=gpt-test",
                        "ai.streaming.providers.openai.ssl.bundle=provider")
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("'provider', which is not an SSL bundle"));
    }

    private static String ask(ApplicationContext context) {
        return context.getBean(AiService.class).ask("Hello?");
    }

    private static AiException failure(ApplicationContext context) {
        return catchThrowableOfType(AiException.class, () -> ask(context));
    }
}
