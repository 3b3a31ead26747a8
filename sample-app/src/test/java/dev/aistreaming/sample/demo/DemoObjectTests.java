package dev.aistreaming.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Output;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DemoObjectTests {

    private final DemoObject objects = new DemoObject(JsonMapper.shared());

    @Test
    void keepsToTheSchema() {
        String object = objects.of(Output.schema("recipe", """
                {"type":"object","properties":{"title":{"type":"string"},"minutes":{"type":["integer","null"]},
                 "level":{"enum":["easy","hard"]},"vegan":{"type":"boolean"},"steps":{"type":"array","items":{"type":"string"}}}}"""));

        assertThat(JsonMapper.shared().readTree(object))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"title":"title, as the demo makes it up","minutes":20,"level":"easy","vegan":true,
                 "steps":["No. 1 of steps, as the demo makes it up","No. 2 of steps, as the demo makes it up",
                 "No. 3 of steps, as the demo makes it up"]}"""));
    }

    @Test
    void isEmptyWithoutASchema() {
        assertThat(JsonMapper.shared().readTree(objects.of(Output.JSON)).isEmpty())
                .isTrue();
    }
}
