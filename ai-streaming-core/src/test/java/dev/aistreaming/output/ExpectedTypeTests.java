package dev.aistreaming.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpectedTypeTests {

    record Recipe(String title, int minutes, @Nullable String note, List<String> steps) {}

    private final ExpectedTypes types = new ExpectedTypes(JsonMapper.shared());
    private final ExpectedType<Recipe> recipe = types.of(Recipe.class);
    private final ExpectedType<List<Recipe>> recipes = types.ofType(new TypeReference<List<Recipe>>() {}.getType());

    private static AiException refused(ExpectedType<?> type, String text) {
        List<AiException> errors = new ArrayList<>();
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> type.read(text))
                .satisfies(errors::add);
        assertThat(errors.get(0).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(errors.get(0).userMessage())
                .isEqualTo("The AI model's answer does not have the form that was asked for.");
        return errors.get(0);
    }

    @Test
    void readsARecord() {
        assertThat(recipe.read("{\"title\":\"Soup\",\"minutes\":20,\"note\":\"hot\",\"steps\":[\"Boil\"]}"))
                .isEqualTo(new Recipe("Soup", 20, "hot", List.of("Boil")));
    }

    @Test
    void namesTheSchemaAfterTheType() {
        assertThat(recipe.output().name()).isEqualTo("Recipe");
        assertThat(recipes.output().name()).isEqualTo("ListOfRecipe");
        assertThat(types.ofSchema("{\"title\":\"A recipe!\",\"type\":\"object\"}")
                        .output()
                        .name())
                .isEqualTo("Arecipe");
    }

    @Test
    void takesAwayANullThatMayOnlyBeMissing() {
        ExpectedType<JsonNode> type = types.ofSchema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"enum\":[\"x\"]},"
                        + "\"c\":{\"type\":[\"string\",\"null\"]},\"l\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"type\":\"string\"}}}}}}");
        assertThat(type.read("{\"a\":null,\"b\":null,\"c\":null,\"l\":[{\"a\":null}]}"))
                .hasToString("{\"c\":null,\"l\":[{}]}");
    }

    @Test
    void aMemberThatIsRequiredMayNotBeNull() {
        assertThat(refused(recipe, "{\"title\":null,\"minutes\":20,\"steps\":[]}")
                        .providerMessage())
                .contains("title");
    }

    @Test
    void wrapsAListAndUnwrapsIt() {
        assertThat(recipes.output().schema())
                .startsWith("{\"type\":\"object\",\"properties\":{\"items\":{")
                .endsWith("\"required\":[\"items\"],\"additionalProperties\":false}");
        assertThat(recipes.read("{\"items\":[{\"title\":\"Soup\",\"minutes\":20,\"steps\":[]}]}"))
                .containsExactly(new Recipe("Soup", 20, null, List.of()));
        refused(recipes, "[]");
        refused(recipes, "{}");
    }

    record Part(String name, List<Part> parts) {}

    @Test
    void wrapsATypeThatContainsItself() {
        ExpectedType<List<Part>> parts = types.ofType(new TypeReference<List<Part>>() {}.getType());
        assertThat(parts.read("{\"items\":[{\"name\":\"a\",\"parts\":[{\"name\":\"b\",\"parts\":[]}]}]}"))
                .containsExactly(new Part("a", List.of(new Part("b", List.of()))));
        refused(parts, "{\"items\":[{\"name\":\"a\",\"parts\":[{\"name\":7,\"parts\":[]}]}]}");
    }

    enum Mood {
        GOOD,
        BAD
    }

    @Test
    void wrapsASingleValue() {
        assertThat(types.of(Mood.class).read("{\"value\":\"BAD\"}")).isEqualTo(Mood.BAD);
    }

    @Test
    void takesAnyObject() {
        assertThat(types.json().output()).isEqualTo(Output.JSON);
        assertThat(types.json().read("{\"price\": 1.10, \"n\": 12345678901234567890123}"))
                .hasToString("{\"price\":1.10,\"n\":12345678901234567890123}");
        refused(types.json(), "[]");
        refused(types.json(), "\"text\"");
    }

    @Test
    void readsWhatStandsInACodeFence() {
        assertThat(types.json().read("\n```json\n{\"a\":1}\n```\n")).hasToString("{\"a\":1}");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(refused(types.json(), "Sure! {\"a\":1}").providerMessage()).contains("line 1");
        refused(types.json(), "{\"a\":1} That is it.");
        refused(types.json(), "{\"a\":1}{}");
        refused(types.json(), "");
        refused(types.json(), "```json\n{\"a\":1}");
    }

    @Test
    void tellsWhereTheSchemaIsNotKeptAndNothingElseOfTheAnswer() {
        AiException error = refused(recipe, "{\"title\":\"secret soup\",\"minutes\":\"secret\",\"steps\":[]}");
        assertThat(error.getMessage()).contains("minutes").doesNotContain("secret");
        AiException bounds = refused(
                types.ofSchema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":9}}}"),
                "{\"a\":\"secret\"}");
        assertThat(bounds.getMessage()).contains("/a").doesNotContain("secret");
    }

    record Choosy(String title) {
        Choosy {
            if (title.isBlank()) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    @Test
    void whatTheTypeRefusesIsMalformed() {
        AiException error = refused(types.of(Choosy.class), "{\"title\":\"\"}");
        assertThat(error.getMessage()).contains("Choosy").doesNotContain("secret");
    }

    @Test
    void refusesASchemaThatIsNoObject() {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> types.ofSchema("[]"))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
}
