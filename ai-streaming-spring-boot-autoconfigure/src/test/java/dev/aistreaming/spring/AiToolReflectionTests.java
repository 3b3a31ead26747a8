package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

class AiToolReflectionTests {

    record Query(String city) {}

    record Forecast(int degrees) {}

    static class Weather {
        @AiTool("Tells the weather")
        public Forecast weather(Query query) {
            return new Forecast(query.city().length());
        }
    }

    @Test
    void aNativeImageCanCallToolsAndReadTheirArguments() throws NoSuchMethodException {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Weather.class);

        Method weather = Weather.class.getMethod("weather", Query.class);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(weather))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(Query.class)).accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(Forecast.class)).accepts(hints);
    }
}
