package dev.aistreaming.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.spring.autoconfigure.AiStreamingResumeAutoConfiguration;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a subscriber of an answer gets, and what its subscription does to the stream. */
class AnswerPublisherTests {

    private @Nullable ConfigurableApplicationContext context;

    private AiService start(String... properties) {
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
        return context.getBean(AiService.class);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
    }

    private <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context).getBean(type);
    }

    private ScriptedProvider provider() {
        return bean(ScriptedProvider.class);
    }

    private void awaitNoStream() {
        await().until(() -> bean(ActiveStreams.class).count() == 0);
    }

    private static Subscriber subscribed(Flow.Publisher<StreamBytes> publisher, Subscriber subscriber) {
        publisher.subscribe(subscriber);
        return subscriber;
    }

    @Test
    void publishesTheHeadAndThenWhatTheBrowserGets() {
        AiService ai = start();
        provider().answer("Hel", "lo");
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.requesting(Long.MAX_VALUE))
                .awaitEnd();

        assertThat(subscriber.text())
                .contains("{\"content\":\"Hel\"}", "{\"content\":\"lo\"}")
                .endsWith("[DONE]\n\n");
        assertThat(subscriber.endings()).containsExactly("complete");
        StreamBytes.Head head =
                Objects.requireNonNull(subscriber.pieces().get(0).head());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers())
                .containsEntry("Content-Type", "text/event-stream")
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("X-Accel-Buffering", "no");
        assertThat(subscriber.pieces().stream().skip(1)).allMatch(piece -> piece.head() == null);
        awaitNoStream();
    }

    @Test
    void asksNobodyBeforeSomebodySubscribes() {
        AiService ai = start();
        provider().answer("Hello");
        Flow.Publisher<StreamBytes> publisher = ai.task().prompt("Hi?").publish();
        assertThat(provider().requests()).isEmpty();
        subscribed(publisher, Subscriber.oneByOne()).awaitEnd();
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void publishesToASubscriberThatAsksForOnePieceAtATime() {
        AiService ai = start();
        provider().answer("Hel", "lo", ", ", "world");
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.oneByOne())
                .awaitEnd();
        assertThat(subscriber.text()).contains("Hel", "lo", "world").endsWith("[DONE]\n\n");
        assertThat(subscriber.endings()).containsExactly("complete");
    }

    @Test
    void neverPublishesMoreThanIsRequested() {
        AiService ai = start();
        provider().answer("Hel", "lo", ", ", "world");
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.requesting(2))
                .awaitPieces(2);
        await().until(() -> bean(ActiveStreams.class).count() == 1);
        assertThat(subscriber.pieces()).hasSize(2);
        assertThat(subscriber.endings()).isEmpty();
        subscriber.request(Long.MAX_VALUE);
        assertThat(subscriber.awaitEnd().text()).endsWith("[DONE]\n\n");
    }

    @Test
    void aSubscriberThatLeavesEndsTheCall() {
        AiService ai = start();
        provider().answer("Hello").stallAfter(1);
        AtomicReference<ErrorCode> code = new AtomicReference<>();
        Subscriber subscriber = subscribed(
                        ai.task().prompt("Hi?").onError(e -> code.set(e.code())).publish(), Subscriber.oneByOne())
                .awaitPieces(2);
        subscriber.cancel();
        await().until(() -> provider().cancelledCalls() == 1);
        awaitNoStream();
        await().untilAtomic(code, org.hamcrest.Matchers.is(ErrorCode.CANCELLED));
        assertThat(subscriber.endings()).isEmpty();
    }

    @Test
    void aSubscriberThatLeavesAtOnceLeavesNothingBehind() {
        AiService ai = start();
        provider().answer("Hello").stall();
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.requesting(0));
        subscriber.cancel();
        subscriber.cancel();
        awaitNoStream();
        assertThat(subscriber.pieces()).isEmpty();
        assertThat(subscriber.endings()).isEmpty();
    }

    @Test
    void aSubscriberThatLeavesWhileTheStreamOpensEndsItBeforeTheModelIsAsked() throws Exception {
        AiService ai = start();
        AtomicBoolean asked = new AtomicBoolean();
        provider().answer(request -> {
            asked.set(true);
            return "Hello";
        });
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        Subscriber subscriber = subscribed(
                ai.task()
                        .prompt("Hi?")
                        .onStart(stream -> {
                            opening.countDown();
                            awaitHere(left);
                        })
                        .publish(),
                Subscriber.requesting(10));
        assertThat(opening.await(10, TimeUnit.SECONDS)).isTrue();
        subscriber.cancel();
        left.countDown();
        awaitNoStream();
        assertThat(subscriber.endings()).isEmpty();
        assertThat(asked).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOnStartLongerThanTheWriteTimeoutIsNotTheSubscribersFault(boolean resume) {
        AiService ai = start("ai.streaming.write-timeout=200ms", "ai.streaming.resume.enabled=" + resume);
        provider().answer("Hello");
        Subscriber subscriber = subscribed(
                        ai.task()
                                .prompt("Hi?")
                                .onStart(stream -> await().pollDelay(Duration.ofMillis(700))
                                        .until(() -> true))
                                .publish(),
                        Subscriber.requesting(Long.MAX_VALUE))
                .awaitEnd();

        assertThat(subscriber.text()).contains("Hello");
        assertThat(subscriber.endings()).containsExactly("complete");
    }

    private static void awaitHere(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRequestForNothingIsAgainstTheRules() {
        AiService ai = start();
        provider().answer("Hello").stall();
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.requesting(-1));
        assertThat(subscriber.awaitEnd().failure()).isInstanceOf(IllegalArgumentException.class);
        assertThat(subscriber.endings()).containsExactly("error");
        awaitNoStream();
    }

    @Test
    void aStreamTooManyIsAnErrorBeforeAnythingElse() {
        AiService ai = start("ai.streaming.limits.max-concurrent-streams=1");
        provider().answer("Hello").stallAfter(1);
        Subscriber first = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.oneByOne())
                .awaitPieces(2);
        Subscriber second = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.requesting(0))
                .awaitEnd();
        assertThat(second.failure())
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
        assertThat(second.pieces()).isEmpty();
        first.cancel();
        awaitNoStream();
    }

    @Test
    void aSecondSubscriptionIsRefusedAndCostsNothing() {
        AiService ai = start();
        provider().answer("Hello");
        Flow.Publisher<StreamBytes> publisher = ai.task().prompt("Hi?").publish();
        subscribed(publisher, Subscriber.oneByOne()).awaitEnd();
        Subscriber second = subscribed(publisher, Subscriber.oneByOne()).awaitEnd();
        assertThat(second.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void aSubscriberThatTakesNothingForTooLongIsGivenUp() {
        AiService ai = start("ai.streaming.write-timeout=200ms");
        provider().answer("Hello", " world").stall();
        AtomicReference<ErrorCode> code = new AtomicReference<>();
        Subscriber subscriber = subscribed(
                        ai.task().prompt("Hi?").onError(e -> code.set(e.code())).publish(), Subscriber.requesting(1))
                .awaitEnd();
        assertThat(subscriber.endings()).containsExactly("error");
        awaitNoStream();
        await().untilAtomic(code, org.hamcrest.Matchers.is(ErrorCode.TIMEOUT));
    }

    @Test
    void heartBeatsComeWhileTheModelIsSilent() {
        AiService ai = start("ai.streaming.heartbeat-interval=50ms");
        provider().answer("Hello").stall();
        Subscriber subscriber = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.oneByOne())
                .awaitPieces(3);
        assertThat(subscriber.text()).contains(": keep-alive\n\n");
        subscriber.cancel();
        awaitNoStream();
    }

    @Test
    void anAnswerThatIsKeptIsPublishedAgainAndItsEndIsANoContent() {
        AiService ai = start("ai.streaming.resume.enabled=true");
        provider().answer("Hel", "lo");
        Subscriber first = subscribed(ai.task().prompt("Hi?").publish(), Subscriber.oneByOne())
                .awaitEnd();
        String id =
                Objects.requireNonNull(first.pieces().get(0).head()).headers().get("X-AI-Stream-Id");
        AiStreams streams = bean(AiStreams.class);
        long last = streams.find(Objects.requireNonNull(id)).orElseThrow().lastEvent();

        Subscriber again =
                subscribed(streams.publish(id, 0), Subscriber.oneByOne()).awaitEnd();
        assertThat(again.text()).isEqualTo(first.text());
        Subscriber nothing =
                subscribed(streams.publish(id, last), Subscriber.oneByOne()).awaitEnd();
        assertThat(Objects.requireNonNull(nothing.pieces().get(0).head()).status())
                .isEqualTo(204);
        Subscriber expired =
                subscribed(streams.publish("unknown"), Subscriber.oneByOne()).awaitEnd();
        assertThat(expired.text()).contains("stream_expired");
        assertThat(provider().requests()).hasSize(1);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({AiStreamingAutoConfiguration.class, AiStreamingResumeAutoConfiguration.class})
    static class Application {
        @Bean
        ScriptedProvider scripted() {
            return ScriptedProvider.named("scripted");
        }
    }
}
