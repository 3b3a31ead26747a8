package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.stereotype.Component;

/** What docs/testing.md shows of fallbacks, objects and tools. */
@SpringBootTest(
        classes = {TestingTests.Application.class, TestingTests.Weather.class},
        properties = {
            "ai.streaming.default-provider=openai",
            "ai.streaming.fallback=claude",
            "ai.streaming.retry.max-attempts=1"
        })
@ScriptedAi({"openai", "claude"})
class TestingTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Component
    static class Weather {

        @AiTool("Tells the weather of a city")
        public String weather(@AiToolParam("Such as Bern or Rome") String city) {
            return "Rain in " + city;
        }
    }

    record City(String name, int inhabitants) {}

    @Autowired
    AiService ai;

    @Autowired
    ScriptedProvider openai;

    @Autowired
    @Qualifier("claude")
    ScriptedProvider claude;

    @Test
    void asksTheFallbackWhenTheProviderFails() {
        openai.failWith(ErrorCode.OVERLOADED);
        claude.answer("Hello");

        ChatResponse response = ai.task().prompt("Hi").run();

        assertThat(response.content()).isEqualTo("Hello");
        assertThat(response.provider()).isEqualTo("claude");
    }

    @Test
    void makesAnObjectOfTheAnswer() {
        openai.answer("{\"name\":\"Paris\",\"inhabitants\":2100000}");

        City city =
                ai.task().prompt("Tell me about Paris").expect(City.class).run().object();

        assertThat(city).isEqualTo(new City("Paris", 2_100_000));
    }

    @Test
    void callsTheToolAndGivesItsResultToTheModel() {
        openai.toolCall("weather", "{\"city\":\"Paris\"}").then().answer("Take an umbrella.");

        ChatResponse response =
                ai.task().prompt("Will it rain in Paris?").tools("weather").run();

        assertThat(response.content()).isEqualTo("Take an umbrella.");
        assertThat(openai.requests().get(1).messages())
                .endsWith(Message.toolResult("call-1", "weather", "Rain in Paris"));
    }
}
