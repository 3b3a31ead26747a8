package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ChatOperation;
import dev.aistreaming.observation.GenAiConvention;
import dev.aistreaming.observation.MeteredProvider;
import dev.aistreaming.observation.ObservedProvider;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOutcome;
import dev.aistreaming.spring.actuate.ActiveStreamsMeter;
import dev.aistreaming.spring.context.MicrometerThreadContext;
import dev.aistreaming.spring.provider.CallHeaders;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.spring.stream.StreamObservers;
import dev.aistreaming.thread.ThreadContext;
import dev.aistreaming.thread.Threads;
import io.micrometer.common.KeyValues;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;

class AiStreamingObservationAutoConfigurationTests {

    private final WebApplicationContextRunner context = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WebMvcAutoConfiguration.class,
                    AiStreamingAutoConfiguration.class,
                    AiStreamingContextAutoConfiguration.class,
                    AiStreamingObservationAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=sk-1", "ai.streaming.providers.openai.model=gpt-test");

    private final WebApplicationContextRunner registries = context.withBean(
                    ObservationRegistry.class, ObservationRegistry::create)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    private static ChatProvider provider(ApplicationContext context) {
        return context.getBean(ProviderDirectory.class).get("openai");
    }

    @Test
    void observationIsOutermost() {
        registries.run(context -> assertThat(provider(context)).isInstanceOf(ObservedProvider.class));
    }

    @Test
    void metersDoWithoutObservations() {
        context.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(provider(context)).isInstanceOf(MeteredProvider.class));
    }

    @Test
    void observationsDoWithoutMeters() {
        context.withBean(ObservationRegistry.class, ObservationRegistry::create).run(context -> {
            assertThat(provider(context)).isInstanceOf(ObservedProvider.class);
            assertThat(context).doesNotHaveBean(StreamObserver.class);
        });
    }

    @Test
    void withoutRegistriesThereIsNothing() {
        context.run(context -> {
            assertThat(provider(context)).isNotInstanceOfAny(MeteredProvider.class, ObservedProvider.class);
            assertThat(context).doesNotHaveBean(StreamObserver.class).doesNotHaveBean(ActiveStreamsMeter.class);
        });
    }

    @Test
    void withoutTheLibraryOfMetersThereAreNone() {
        context.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(StreamObserver.class);
                    assertThat(provider(context)).isInstanceOf(ObservedProvider.class);
                });
    }

    @Test
    void withoutTheLibraryOfObservationsThereIsNothing() {
        context.withClassLoader(new FilteredClassLoader("io.micrometer.observation", "io.micrometer.core"))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(GenAiConvention.class);
                    assertThat(provider(context)).isNotInstanceOfAny(MeteredProvider.class, ObservedProvider.class);
                });
    }

    @Test
    void canBeSwitchedOff() {
        registries
                .withPropertyValues("ai.streaming.observability.enabled=false")
                .run(context -> {
                    assertThat(provider(context)).isNotInstanceOfAny(MeteredProvider.class, ObservedProvider.class);
                    assertThat(context).doesNotHaveBean(GenAiConvention.class).doesNotHaveBean(StreamObserver.class);
                });
    }

    @Test
    void goesWithTheRest() {
        registries
                .withPropertyValues("ai.streaming.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(GenAiConvention.class)
                        .doesNotHaveBean(ThreadContext.class));
    }

    @Test
    void aConventionOfTheApplicationsOwnTakesThePlaceOfOurs() {
        registries
                .withUserConfiguration(OtherNames.class)
                .run(context -> assertThat(context)
                        .getBean(GenAiConvention.class)
                        .extracting(GenAiConvention::durationMeter)
                        .isEqualTo("gen_ai.client.inference.duration"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherNames {

        @Bean
        GenAiConvention convention() {
            return new GenAiConvention() {
                @Override
                public String durationMeter() {
                    return "gen_ai.client.inference.duration";
                }

                @Override
                public KeyValues durationAttributes(ChatOperation operation) {
                    return super.durationAttributes(operation).and("team", "blue");
                }
            };
        }
    }

    @Test
    void theTraceStaysHereUnlessAskedFor() {
        registries.run(context -> assertThat(context).doesNotHaveBean(CallHeaders.class));
        registries
                .withPropertyValues("ai.streaming.observability.propagate-trace=true")
                .run(context -> assertThat(context).hasSingleBean(CallHeaders.class));
    }

    @Test
    void eachObserverOfTheApplicationsOwnIsToldToo() {
        List<String> told = new ArrayList<>();
        StreamObserver own = new StreamObserver() {
            @Override
            public void ended(String provider, StreamOutcome outcome) {
                told.add(provider + " " + outcome.tag());
            }

            @Override
            public void cancelled(String provider, Duration latency) {
                told.add(provider + " " + latency.toMillis());
            }
        };
        StreamObserver all = new StreamObservers(List.of(own, own));
        all.ended("openai", StreamOutcome.CONTENT_FILTER);
        all.cancelled("openai", Duration.ofMillis(7));

        assertThat(told).containsExactly("openai content_filter", "openai content_filter", "openai 7", "openai 7");
    }

    @Test
    void contextNeedsTheLibrary() {
        context.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(ThreadContext.class);
                    Executor here = context.getBean(Threads.class).captureContext();
                    List<String> ran = new ArrayList<>();
                    here.execute(() -> ran.add("at once"));
                    assertThat(ran).containsExactly("at once");
                });
    }

    @Test
    void aContextOfTheApplicationsOwnTakesThePlaceOfOurs() {
        context.withBean(ThreadContext.class, () -> ThreadContext.NONE)
                .run(context -> assertThat(context).getBean(ThreadContext.class).isSameAs(ThreadContext.NONE));
    }

    @Test
    void localesAndTimeZonesAreTakenAlong() throws Exception {
        TimeZone zone = TimeZone.getTimeZone("Asia/Tokyo");
        LocaleContextHolder.setLocaleContext(new SimpleTimeZoneAwareLocaleContext(Locale.JAPANESE, zone));
        Executor captured = new MicrometerThreadContext().capture();
        LocaleContextHolder.resetLocaleContext();
        List<Object> seen = new ArrayList<>();
        captured.execute(() -> {
            seen.add(LocaleContextHolder.getLocale());
            seen.add(LocaleContextHolder.getTimeZone());
        });

        assertThat(seen).containsExactly(Locale.JAPANESE, zone);
        assertThat(LocaleContextHolder.getLocaleContext()).isNull();
    }

    @Test
    void whatAnotherRequestHasLeftOnAThreadIsNotSeen() {
        Executor captured = new MicrometerThreadContext().capture();
        List<Object> seen = new ArrayList<>();
        MDC.put("customer", "acme");
        try {
            captured.execute(() -> seen.add(String.valueOf(MDC.get("customer"))));

            assertThat(seen).containsExactly("null");
            assertThat(MDC.get("customer")).isEqualTo("acme");
        } finally {
            MDC.remove("customer");
        }
    }

    @Test
    void whatATracerWritesIntoTheMdcIsNotLeftThere() {
        ThreadLocalAccessor<String> tracer = new ThreadLocalAccessor<>() {
            @Override
            public Object key() {
                return "a tracer";
            }

            @Override
            public String getValue() {
                return "the span of the request";
            }

            @Override
            public void setValue(String span) {
                MDC.put("span", span);
            }

            @Override
            public void setValue() {}

            @Override
            public void restore(String span) {}
        };
        ContextRegistry.getInstance().registerThreadLocalAccessor(tracer);
        try {
            List<String> seen = new ArrayList<>();
            new MicrometerThreadContext().capture().execute(() -> seen.add(MDC.get("span")));

            assertThat(seen).containsExactly("the span of the request");
            assertThat(MDC.get("span")).isNull();
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("a tracer");
            MDC.clear();
        }
    }

    @Test
    void anAccessorThatFailsKeepsNothingFromBeingDone() {
        ThreadLocalAccessor<String> faulty = new ThreadLocalAccessor<>() {
            @Override
            public Object key() {
                return "faulty";
            }

            @Override
            public String getValue() {
                return "value";
            }

            @Override
            public void setValue(String value) {
                throw new IllegalStateException("a fault of the accessor");
            }

            @Override
            public void setValue() {}
        };
        ContextRegistry.getInstance().registerThreadLocalAccessor(faulty);
        try {
            List<String> done = new ArrayList<>();
            new MicrometerThreadContext().capture().execute(() -> done.add("done"));

            assertThat(done).containsExactly("done");
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("faulty");
        }
    }
}
