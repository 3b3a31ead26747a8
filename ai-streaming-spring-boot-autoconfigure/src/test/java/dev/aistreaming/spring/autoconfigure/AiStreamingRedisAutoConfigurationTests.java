package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.actuate.UncopiedStreamsMeter;
import dev.aistreaming.spring.redis.RedisStreamStore;
import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamRestarter;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingReader;
import dev.aistreaming.thread.Threads;
import io.lettuce.core.XAddArgs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class AiStreamingRedisAutoConfigurationTests {

    private static final TestRedis redis = TestRedis.startOwn();

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataRedisAutoConfiguration.class,
                    AiStreamingAutoConfiguration.class,
                    AiStreamingResumeAutoConfiguration.class,
                    AiStreamingRedisAutoConfiguration.class))
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.url(),
                    "ai.streaming.providers.openai.api-key=k",
                    "ai.streaming.providers.openai.model=gpt-test");

    private final WebApplicationContextRunner resumable = plain.withPropertyValues("ai.streaming.resume.enabled=true");

    private final WebApplicationContextRunner inRedis = resumable.withPropertyValues("ai.streaming.resume.store=redis");

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void keepsStreamsInRedisWhereTheStoreIsRedis() {
        inRedis.run(context -> {
            ProducedStream stream = new ProducedStream(context.getBean(StreamStore.class));
            stream.end(1);
            await().until(() -> redis.commands().exists("ai-streaming:stream:" + stream.id) == 1);
            assertThat(redis.connections()).isEqualTo(3);
        });
        assertThat(redis.connections()).isZero();
        assertThat(redis.commands().keys("ai-streaming:instance:*")).isEmpty();
    }

    @Test
    void tellsReadersInTheFormatOfTheStreamThatItWasInterrupted() {
        String json = streamOfADeadInstance(Map.of());
        String own = streamOfADeadInstance(Map.of("format", "own"));
        inRedis.withUserConfiguration(OwnFormat.class).run(context -> {
            StreamStore store = context.getBean(StreamStore.class);
            assertThat(new RecordingReader(store, own, 4).readToEnd())
                    .startsWith("id: " + own + ":5\ndata: words of its own\n\n");
            assertThat(new RecordingReader(store, json, 4).readToEnd())
                    .contains("interrupted")
                    .doesNotContain("words of its own");
        });
    }

    @Test
    void tellsReadersOfAnUnknownFormatThatTheStreamWasInterrupted() {
        String id = streamOfADeadInstance(Map.of("format", "unknown"));
        inRedis.run(context -> {
            RecordingReader reader = new RecordingReader(context.getBean(StreamStore.class), id, 4);
            assertThat(reader.readToEnd())
                    .isEqualTo("id: " + id + ":5\ndata: {\"error\":\"The answer was interrupted.\","
                            + "\"code\":\"interrupted\",\"retryable\":true}\n\n"
                            + "id: " + id + ":6\ndata: [DONE]\n\n");
            assertThat(reader.lastEvent()).isEqualTo(6);
        });
    }

    private static String streamOfADeadInstance(Map<String, String> more) {
        String id = new StreamIds().create();
        String key = "ai-streaming:stream:" + id;
        Map<String, String> head = new HashMap<>(more);
        head.put("instance", new StreamIds().create());
        redis.commands().xadd(key, new XAddArgs().id("0-1"), head);
        redis.commands().xadd(key, new XAddArgs().id("4-0"), Map.of("count", "4", "events", "data: x\n\n".repeat(4)));
        return id;
    }

    @Test
    void countsTheStreamsThatRedisHasMissed() {
        inRedis.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(UncopiedStreamsMeter.class).bindTo(registry);
            ProducedStream stream = new ProducedStream(context.getBean(StreamStore.class));
            stream.append(1);
            await().until(() -> redis.commands().exists("ai-streaming:stream:" + stream.id) == 1);
            redis.commands().del("ai-streaming:stream:" + stream.id);
            stream.append(1);

            await().until(() -> registry.get("ai.streaming.streams.uncopied")
                            .functionCounter()
                            .count()
                    == 1);
        });
        inRedis.withPropertyValues("ai.streaming.observability.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(UncopiedStreamsMeter.class));
        inRedis.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context)
                        .hasSingleBean(RedisStreamStore.class)
                        .doesNotHaveBean("aiStreamingUncopiedStreamsMeter"));
    }

    @Test
    void keepsStreamsInMemoryWhereNothingIsSaid() {
        resumable.run(context -> assertThat(context).hasSingleBean(InMemoryStreamStore.class));
        plain.run(context -> assertThat(context).doesNotHaveBean(StreamStore.class));
    }

    @Test
    void aStoreOfTheApplicationsOwnWins() {
        inRedis.withUserConfiguration(OwnStore.class)
                .run(context ->
                        assertThat(context).hasSingleBean(StreamStore.class).doesNotHaveBean(RedisStreamStore.class));
    }

    @Test
    void saysWhatIsMissingWithoutSpringDataRedisWithoutLettuceAndWithoutAConnection() {
        inRedis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
                .run(AiStreamingRedisAutoConfigurationTests::saysWhatIsMissing);
        inRedis.withClassLoader(new FilteredClassLoader("io.lettuce"))
                .run(AiStreamingRedisAutoConfigurationTests::saysWhatIsMissing);
        inRedis.withUserConfiguration(TwoConnections.class)
                .run(AiStreamingRedisAutoConfigurationTests::saysWhatIsMissing);
    }

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final WebApplicationContextRunner restarting =
            inRedis.withPropertyValues("ai.streaming.resume.on-crash=restart");

    @Test
    void asksAgainForAnswersOfDeadInstancesWhereThatIsWanted() {
        restarting
                .withPropertyValues("ai.streaming.resume.encryption-key=" + KEY)
                .run(context -> {
                    assertThat(context.getBean(StreamRestarter.class).isReady()).isTrue();
                    assertThat(context.getBean(AiStreamingProperties.class).toString())
                            .doesNotContain(KEY);
                });
        inRedis.run(context -> assertThat(context).doesNotHaveBean(StreamRestarter.class));
    }

    @Test
    void doesNotStartWithoutAKeyForWhatIsAsked() {
        restarting.run(context -> assertThat(keyFault(context)).hasMessageContaining("is not set"));
    }

    @Test
    void doesNotStartWithAKeyThatIsNoneAndDoesNotPrintIt() {
        for (String bad : List.of("no base64, is it?", "c2hvcnQ=", KEY.substring(4), KEY + KEY)) {
            restarting
                    .withPropertyValues("ai.streaming.resume.encryption-key=" + bad)
                    .run(context -> {
                        InvalidSettingException fault = keyFault(context);
                        for (Throwable each = context.getStartupFailure(); each != null; each = each.getCause()) {
                            assertThat(each.toString()).doesNotContain(bad);
                        }
                        assertThat(fault.remedy()).doesNotContain(bad);
                    });
        }
    }

    private static InvalidSettingException keyFault(AssertableWebApplicationContext context) {
        InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
        assertThat(fault).hasMessageContaining("ai.streaming.resume.encryption-key");
        assertThat(fault.remedy()).contains("openssl rand -base64 32", "on-crash to tell");
        return fault;
    }

    @Test
    void doesNotStartWhereAnswersDieWithTheirInstanceThough() {
        resumable
                .withPropertyValues("ai.streaming.resume.on-crash=restart", "ai.streaming.resume.encryption-key=" + KEY)
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("ai.streaming.resume.on-crash"));
    }

    private static void saysWhatIsMissing(AssertableWebApplicationContext context) {
        InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
        assertThat(fault).hasMessageContaining("ai.streaming.resume.store");
        assertThat(fault.remedy()).contains("spring-boot-starter-data-redis");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        StreamStore ownStore(Threads threads) {
            return new InMemoryStreamStore(StreamStoreLimits.DEFAULTS, threads);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFormat {
        @Bean
        @Primary
        StreamFormat json() {
            return JsonFormat.CONTENT_ONLY;
        }

        @Bean
        StreamFormat own() {
            return new StreamFormat() {
                @Override
                public String name() {
                    return "own";
                }

                @Override
                public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
                    out.begin().literal("words of its own").end();
                    return JsonFormat.CONTENT_ONLY.newEncoder(out, stream);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoConnections {
        @Bean
        LettuceConnectionFactory one() {
            return new LettuceConnectionFactory();
        }

        @Bean
        LettuceConnectionFactory another() {
            return new LettuceConnectionFactory();
        }
    }
}
