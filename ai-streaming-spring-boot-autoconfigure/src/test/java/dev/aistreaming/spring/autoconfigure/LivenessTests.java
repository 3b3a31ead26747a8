package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.http.ExchangeListener;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.spring.provider.Transports;
import dev.aistreaming.testing.FailingSslContext;
import dev.aistreaming.testing.ScriptedServer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class LivenessTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class))
            .withPropertyValues("ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=m");

    @Test
    void isBrokenWhereNoProviderCanBeAskedAnyMore() {
        application.run(context -> {
            AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
            FailingSslContext ssl = new FailingSslContext();
            HttpTransport transport = context.getBean(Transports.class).get(HttpSettings.DEFAULTS.withSslContext(ssl));
            ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
            try (ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
                HttpPost post = new HttpPost(server.url(), Map.of(), new byte[0]);
                transport.newExchange(post, new EndOfTheThread()).start();
                await().until(() -> transport.openExchanges() == 0);
                assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
                ssl.fail(true);
                await().untilAsserted(() -> assertThatThrownBy(() -> transport.newExchange(post, new EndOfTheThread()))
                        .isInstanceOf(OutOfMemoryError.class));

                assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
                ssl.fail(false);
            }
        });
    }

    /** Ends the thread that reads its connection, as an OutOfMemoryError in a bad place does. */
    private static final class EndOfTheThread implements ExchangeListener {
        @Override
        public void onHead(int status, Headers headers) {}

        @Override
        public void onBody(List<ByteBuffer> bytes) {}

        @Override
        public void onEnd() {}

        @Override
        public void onFailure(Throwable cause) {}

        @Override
        public boolean isNonBlocking() {
            if (Thread.currentThread().getName().startsWith("ai-streaming-http-")) {
                throw new OutOfMemoryError("as if there were none");
            }
            return true;
        }
    }
}
