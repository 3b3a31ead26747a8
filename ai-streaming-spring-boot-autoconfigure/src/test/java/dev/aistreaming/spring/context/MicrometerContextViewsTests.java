package dev.aistreaming.spring.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

class MicrometerContextViewsTests {

    private static final String KEY = MicrometerContextViewsTests.class.getName();

    private final ThreadLocal<String> trace = new ThreadLocal<>();

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, trace);
    }

    @AfterEach
    void unregister() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    }

    @Test
    void aThreadHasWhatTheSubscriberHadAndForgetsIt() {
        AtomicReference<String> seen = new AtomicReference<>();
        new MicrometerContextViews().of(Context.of(KEY, "a trace")).execute(() -> seen.set(trace.get()));
        assertThat(seen).hasValue("a trace");
        assertThat(trace.get()).isNull();
    }
}
